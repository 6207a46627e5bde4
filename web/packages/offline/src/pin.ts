import type { SlotRecord } from "./ports.ts";
import { PinLocked } from "./types.ts";

const minute = 60_000;
/** After the third wrong PIN in a row the next is looked at later and later. */
const free = 3;
const delays = [30_000, minute, 5 * minute, 15 * minute, 60 * minute];

/** delayAfter is how long to wait after so many wrong PINs in a row. */
export function delayAfter(failures: number): number {
  if (failures < free) return 0;
  return delays[Math.min(failures - free, delays.length - 1)] ?? 0;
}

/**
 * setBack gives the record with its wait begun anew where the clock was set back, as a phone does that lost its battery:
 * the wait is not shorter for it, and not as long as the clock is wrong either. To be stored before a try is counted.
 */
export function setBack(record: SlotRecord, now: number): SlotRecord {
  if (now >= record.lastFailure) return record;
  return { ...record, lastFailure: now, nextTryAt: now + delayAfter(record.failures) };
}

/**
 * countTry counts a try as a failure before it is made, so that killing the tab does not make tries free. Throws
 * PinLocked while the record says to wait.
 */
export function countTry(record: SlotRecord, now: number): SlotRecord {
  const { failures: before, nextTryAt } = setBack(record, now);
  if (now < nextTryAt) throw new PinLocked(new Date(nextTryAt));
  const failures = before + 1;
  return { ...record, failures, lastFailure: now, nextTryAt: now + delayAfter(failures) };
}

/** goodTry forgets the failures. */
export function goodTry(record: SlotRecord, now: number): SlotRecord {
  return { ...record, failures: 0, lastFailure: 0, nextTryAt: 0, lastUsed: now };
}
