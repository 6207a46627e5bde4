import { describe, expect, it } from "vitest";
import { countTry, delayAfter, goodTry, setBack } from "../src/pin.ts";
import type { SlotRecord } from "../src/ports.ts";
import { fakePorts, randomBytes } from "../src/testing.ts";
import { Vault } from "../src/vault.ts";

const ports = fakePorts({ random: (n) => crypto.getRandomValues(new Uint8Array(n)) });
const vault = new Vault(crypto.subtle, ports);

describe("vault", () => {
  it("opens with its PIN, and with no other", async () => {
    const { record, sealer } = await vault.create("account", "1234");
    const row = await sealer.seal("mirror/x", { mark: "12.50" });
    expect(await vault.open(record, "1235")).toBeUndefined();
    expect(await vault.open(record, undefined)).toBeUndefined();
    const opened = await vault.open(record, "1234");
    expect(await opened?.open("mirror/x", row)).toEqual({ mark: "12.50" });
    expect(await opened?.key("part me")).toBe(await sealer.key("part me"));
  });

  it("needs this device's key beside the PIN", async () => {
    const { record } = await vault.create("account", "1234");
    const other = await vault.create("account", "1234");
    expect(await vault.open({ ...record, deviceKey: other.record.deviceKey }, "1234")).toBeUndefined();
  });

  it("holds no key that could be carried away", async () => {
    const open = await vault.create("account", undefined);
    const locked = await vault.create("account", "123456");
    for (const key of [open.record.deviceKey, open.record.openKey, locked.record.deviceKey]) {
      await expect(crypto.subtle.exportKey("raw", key as CryptoKey)).rejects.toThrow();
    }
    expect(locked.record.openKey).toBeUndefined();
  });

  it("seals equal values differently, and each to its place", async () => {
    const { sealer } = await vault.create("account", undefined);
    const [a, b] = [await sealer.seal("queue/1", "same"), await sealer.seal("queue/1", "same")];
    expect(a).not.toEqual(b);
    await expect(sealer.open("queue/2", a)).rejects.toThrow();
    a[a.length - 1] = (a[a.length - 1] ?? 0) ^ 1;
    await expect(sealer.open("queue/1", a)).rejects.toThrow();
    const bytes = Uint8Array.of(0, 255, 1);
    expect(await sealer.openBytes("blobs/p", await sealer.sealBytes("blobs/p", bytes))).toEqual(bytes);
  });

  it("changes the PIN, sets one and removes it, over the same data", async () => {
    const { record, sealer } = await vault.create("account", undefined);
    const row = await sealer.seal("p", 7);
    const locked = await vault.relock(record, { pin: undefined }, "account", "4321");
    if (!locked) throw new Error("not locked");
    expect(await (await vault.open(locked, "4321"))?.open("p", row)).toBe(7);
    expect(await vault.relock(locked, { pin: "9999" }, "account", "1111")).toBeUndefined();
    const opened = await vault.relock(locked, { pin: "4321" }, "account", undefined);
    expect(opened && (await (await vault.open(opened, undefined))?.open("p", row))).toBe(7);
  });

  it("comes back from a forgotten PIN with the account's id, and only with that", async () => {
    const { record, sealer } = await vault.create("account", "1234");
    const row = await sealer.seal("queue/1", "unsent");
    expect(await vault.recover(record, "another")).toBeUndefined();
    expect(await (await vault.recover(record, "account"))?.open("queue/1", row)).toBe("unsent");
    const next = await vault.relock(record, { recovered: true }, "account", "5678");
    expect(next && (await (await vault.open(next, "5678"))?.open("queue/1", row))).toBe("unsent");
    expect(await vault.relock(record, { recovered: true }, "another", "5678")).toBeUndefined();
  });

  it("refuses what is no PIN", async () => {
    for (const pin of ["", "123", "123456789", "12a4", "١٢٣٤", " 1234"]) {
      await expect(vault.create("account", pin)).rejects.toMatchObject({ name: "BadPin" });
    }
  });

  it("stretches a PIN at least 310,000 times, and longer where the device is fast", async () => {
    let now = 0;
    const counted: number[] = [];
    const subtle = new Proxy(crypto.subtle, {
      get(target, name: keyof SubtleCrypto) {
        if (name !== "deriveBits") return (target[name] as (...a: unknown[]) => unknown).bind(target);
        return async (algorithm: Pbkdf2Params) => {
          counted.push(algorithm.iterations);
          now += speed;
          return new Uint8Array(32).buffer;
        };
      },
    });
    const { pinIterations: _, ...real } = fakePorts({ random: randomBytes(3) });
    const clock = { now: () => now, after: () => () => undefined };
    let speed = 1000;
    expect((await new Vault(subtle, { ...real, clock }).create("a", "1234")).record.iterations).toBe(310_000);
    speed = 20;
    expect((await new Vault(subtle, { ...real, clock }).create("a", "1234")).record.iterations).toBe(1_500_000);
    expect(counted).toEqual([100_000, 310_000, 100_000, 1_500_000]);
  });
});

describe("wrong PINs", () => {
  const fresh: SlotRecord = {
    slot: 0, store: "s", name: "", identifierHint: "", lastUsed: 0, waiting: 0, vault: undefined, failures: 0, lastFailure: 0, nextTryAt: 0,
  };

  it("wait longer and longer, up to an hour", () => {
    expect([1, 2, 3, 4, 5, 6, 7, 50].map((n) => delayAfter(n) / 1000)).toEqual([0, 0, 30, 60, 300, 900, 3600, 3600]);
  });

  it("are counted before they are looked at, and a good one forgets them", () => {
    let record = fresh;
    let now = 1_000_000;
    for (let i = 0; i < 3; i++) record = countTry(record, now);
    expect(() => countTry(record, now + 29_999)).toThrow(expect.objectContaining({ name: "PinLocked", nextTryAt: new Date(now + 30_000) }));
    now += 30_000;
    record = countTry(record, now);
    expect(record).toMatchObject({ failures: 4, nextTryAt: now + 60_000 });
    expect(goodTry(record, now)).toMatchObject({ failures: 0, nextTryAt: 0, lastUsed: now });
  });

  it("are not helped by setting the clock back", () => {
    let record = fresh;
    for (let i = 0; i < 4; i++) record = countTry({ ...record, nextTryAt: 0 }, 10_000_000);
    expect(() => countTry(record, 5_000_000)).toThrow(expect.objectContaining({ nextTryAt: new Date(5_060_000) }));
    // The wait begins once, not with each try.
    record = setBack(record, 5_000_000);
    expect(() => countTry(record, 5_059_999)).toThrow(expect.objectContaining({ nextTryAt: new Date(5_060_000) }));
    expect(setBack(record, 5_060_000)).toBe(record);
    expect(countTry(record, 5_060_000)).toMatchObject({ failures: 5, lastFailure: 5_060_000, nextTryAt: 5_060_000 + 300_000 });
  });
});
