import "fake-indexeddb/auto";
import { describe, expect, it } from "vitest";
import { indexedDBStores } from "../src/indexeddb.ts";
import { PhoneDevice } from "../src/device.ts";
import { fakePorts, json, memoryDevice, randomBytes } from "../src/testing.ts";

describe("memoryDevice", () => {
  it("signs in and mirrors the first sync", async () => {
    const { account } = await memoryDevice("moutamadris", {
      parts: [{ name: "me", items: [{ tag: "aaaaaaaa", order: "1", me: { x: 1 } }] }],
    });
    expect(account.mirror.values("me", "me")).toEqual([{ x: 1 }]);
    expect(account.me.identifier).toBe("J134567890");
    expect(account.online).toBe(true);
  });

  it("queues offline and sends when the network is back", async () => {
    const bodies: unknown[] = [];
    const { account, network } = await memoryDevice("moudaris", {
      async answer(request) {
        const body = (await request.json()) as { cells: { studentId: string; column: string; version: number }[] };
        bodies.push(body);
        return json({ saved: body.cells.map((c) => ({ studentId: c.studentId, column: c.column, version: c.version + 1 })), savedRemarks: [], conflicts: [], refused: [] });
      },
    });
    network(false);
    await account.queue.add({ kind: "MARKS", markSheetId: "s1", cells: [{ studentId: "a", column: "C1", mark: "12", version: 0 }] });
    await account.sync();
    expect(account.online).toBe(false);
    expect(account.queue.overlay("sheet/s1").get("a/C1")).toMatchObject({ state: "PHONE", value: { mark: "12" } });
    network(true);
    await account.sync();
    expect(account.queue.overlay("sheet/s1").get("a/C1")).toMatchObject({ state: "RECEIVED", version: 1 });
    expect(bodies).toHaveLength(1);
  });
});

describe("sealed device", () => {
  it("keeps across restarts, needs the PIN, leaves nothing readable", async () => {
    const stores = indexedDBStores();
    const { account, ports, device } = await memoryDevice("waliye", {
      parts: [{ name: "me", items: [{ tag: "aaaaaaaa", order: "1", me: { secret: "readable?" } }] }],
      ports: { stores, subtle: crypto.subtle, random: randomBytes(7) },
    });
    expect(device.protection).toBe("sealed");
    await account.setPin(undefined, "1234");
    const again = new PhoneDevice("waliye", fakePorts({ ...ports, fetch: () => Promise.reject(new TypeError("off")) }), await stores.registry("waliye"));
    await again.load();
    expect(again.accounts).toMatchObject([{ slot: 0, hasPin: true, identifierHint: "", name: "س ا" }]);
    await expect(again.unlock(0, "9999")).rejects.toMatchObject({ name: "WrongPin" });
    const opened = await again.unlock(0, "1234");
    expect(opened.mirror.values("me", "me")).toEqual([{ secret: "readable?" }]);
    expect(opened.me.name.latin).toBe("Salma Alaoui");
  });

  it("lets a phone whose clock was set back try again after the wait, not after years", async () => {
    const { account, device, ports } = await memoryDevice("moutamadris", { ports: { stores: indexedDBStores(), subtle: crypto.subtle, random: randomBytes(8) } });
    await account.setPin(undefined, "1234");
    const { slot } = account;
    for (let i = 0; i < 3; i++) await expect(device.unlock(slot, "9999")).rejects.toMatchObject({ name: "WrongPin" });
    ports.clock.move(-10 * 365 * 24 * 3600_000);
    const until = new Date(ports.clock.now() + 30_000);
    // The list says so before any try: until then the keys of the PIN stand still.
    const again = new PhoneDevice("moutamadris", ports, await ports.stores.registry("moutamadris"));
    await again.load();
    expect(again.accounts[0]?.lockedUntil).toEqual(until);
    await expect(device.unlock(slot, "1234")).rejects.toMatchObject({ name: "PinLocked", nextTryAt: until });
    ports.clock.move(29_999);
    await expect(device.unlock(slot, "1234")).rejects.toMatchObject({ name: "PinLocked", nextTryAt: until });
    ports.clock.move(1);
    await expect(device.unlock(slot, "1234")).resolves.toMatchObject({ slot });
  });
});

describe("two tabs", () => {
  /** Tabs of one phone, and a server that knows who signs in by the identifier. */
  async function tabs() {
    let hold: Promise<void> | undefined;
    const ports = fakePorts({
      subtle: crypto.subtle,
      async fetch(request) {
        const { pathname } = new URL(request.url);
        const slot = request.headers.get("Massar-Session") ?? "";
        if (request.method === "DELETE") return new Response(null, { status: 204 });
        if (pathname.endsWith("/sync") || pathname.endsWith("sessions:refresh")) {
          await hold;
          return json({ schoolTime: "2026-11-23T08:00:00Z", accessToken: `of ${slot}`, expiresIn: 3600 });
        }
        const { identifier } = (await request.json()) as { identifier: string };
        // A guardian whom the school gave no name.
        const nameless = identifier.startsWith("+");
        const account = { accountId: `account of ${identifier}`, role: "", name: { ar: nameless ? "" : identifier, latin: nameless ? "" : identifier }, locale: "ar" };
        return json({ accessToken: `of ${identifier}`, expiresIn: 3600, refreshToken: "", account, identifier: "" });
      },
    });
    const open = async () => new PhoneDevice("waliye", ports, await ports.stores.registry("waliye"));
    return { ports, open, holding: (until: Promise<void> | undefined) => (hold = until) };
  }
  const who = (identifier: string) => ({ identifier, password: "a good password" });

  it("that sign in at the same time take two slots", async () => {
    const { open } = await tabs();
    const [one, two] = [await open(), await open()];
    const accounts = await Promise.all([one.signIn(who("aicha")), two.signIn(who("brahim"))]);
    expect(accounts.map((a) => a.slot).sort()).toEqual([0, 1]);
    await one.load();
    expect(one.accounts.map((a) => a.name).sort()).toEqual(["aicha", "brahim"]);
  });

  it("tell people without a name apart behind a PIN, and say no more of those with one", async () => {
    const device = await (await tabs()).open();
    await device.signIn({ ...who("+212600004683"), pin: "1234" });
    await device.signIn({ ...who("+212600007021"), pin: "1234" });
    await device.signIn({ ...who("aicha"), pin: "1234" });
    expect(device.accounts.map((a) => [a.name, a.identifierHint])).toEqual([["", "4683"], ["", "7021"], ["a", ""]]);
  });

  it("leave the account that comes while one of them ends what was wiped", async () => {
    const { open, ports, holding } = await tabs();
    const [one, two] = [await open(), await open()];
    const registry = await ports.stores.registry("waliye");
    await one.signIn(who("aicha"));
    await registry.update(0, (r) => r && { ...r, vault: undefined, ending: true });
    await two.load();
    let go: () => void = () => undefined;
    holding(new Promise<void>((resolve) => (go = resolve)));
    const ending = two.endWiped();
    await new Promise((resolve) => setTimeout(resolve));
    await registry.update(0, () => undefined);
    await one.signIn(who("brahim"));
    go();
    await ending;
    await one.load();
    expect(one.accounts.map((a) => a.name)).toEqual(["brahim"]);
  });
});
