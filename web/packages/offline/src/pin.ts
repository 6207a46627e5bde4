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
 * countTry counts a try as a failure before it is made, so that killing the tab does not make tries free. Throws
 * PinLocked while the record says to wait. A clock that was set back does not shorten the wait: it starts again.
 */
export function countTry(record: SlotRecord, now: number): SlotRecord {
  let { nextTryAt } = record;
  if (now < record.lastFailure) nextTryAt = now + delayAfter(record.failures);
  if (now < nextTryAt) throw new PinLocked(new Date(nextTryAt));
  const failures = record.failures + 1;
  return { ...record, failures, lastFailure: now, nextTryAt: now + delayAfter(failures) };
}

/** goodTry forgets the failures. */
export function goodTry(record: SlotRecord, now: number): SlotRecord {
  return { ...record, failures: 0, lastFailure: 0, nextTryAt: 0, lastUsed: now };
}
