import { describe, expect, it } from "vitest";
import { PhoneDevice } from "../src/device.ts";
import { memoryStores } from "../src/memory.ts";
import type { Store } from "../src/ports.ts";
import { fakePorts, json, refusal, type FakePorts } from "../src/testing.ts";
import type { Account, MarksOp } from "../src/types.ts";

const marks: MarksOp = { kind: "MARKS", markSheetId: "s", cells: [{ studentId: "a", column: "C1", mark: "10", version: 0 }] };

/** A server with sessions by cookie, as a browser and the gateway make them together. */
class Server {
  on = true;
  sessionOver = false;
  readonly calls: string[] = [];
  readonly devices: string[] = [];
  /** The account of each cookie, by what the header names. */
  readonly cookies = new Map<string, string>();
  people: Record<string, string> = { salma: "id-salma", karim: "id-karim" };
  passwords = new Map<string, string>();
  #token = 0;
  syncAnswer: Record<string, unknown> = {};
  /** What a save is answered with while there is too much to do. */
  overload: (() => Response) | undefined;

  readonly fetch = async (request: Request): Promise<Response> => {
    if (!this.on) throw new TypeError("no network");
    const { pathname } = new URL(request.url);
    const slot = request.headers.get("Massar-Session") ?? "";
    const bearer = request.headers.get("Authorization");
    this.calls.push(`${request.method} ${pathname} ${slot} ${bearer ? "bearer" : "cookie"}`);
    if (pathname === "/v1/auth/sessions" && request.method === "POST") {
      const { identifier, cookie, device } = (await request.json()) as { identifier: string; cookie: boolean; device?: { name: string } };
      if (device) this.devices.push(device.name);
      const accountId = this.people[identifier];
      if (!accountId || !cookie) return refusal(401, "UNAUTHENTICATED", "CREDENTIALS_INVALID");
      this.cookies.set(slot, accountId);
      this.sessionOver = false;
      const account = { accountId, role: "teacher", name: { ar: "سلمى العلوي", latin: "Salma Alaoui" }, locale: "fr" };
      return json({ ...this.#tokens(), account });
    }
    if (this.sessionOver || (!bearer && !this.cookies.has(slot))) return refusal(401, "UNAUTHENTICATED", "TOKEN_REVOKED");
    if (request.method === "DELETE") return this.cookies.delete(slot) ? json({}) : refusal(404, "NOT_FOUND", "SESSION_NOT_FOUND");
    if (pathname === "/v1/auth/sessions:refresh") return json(this.#tokens());
    if (pathname === "/v1/moudaris/sync") {
      return json({ schoolTime: "2026-11-23T12:00:00+01:00", parts: [], gone: [], ...this.syncAnswer, ...(bearer ? {} : this.#tokens()) });
    }
    if (pathname.endsWith(":save") && this.overload) return this.overload();
    if (pathname.endsWith(":save")) return json({ saved: [{ studentId: "a", column: "C1", version: 1 }], savedRemarks: [], conflicts: [], refused: [] });
    return refusal(404, "NOT_FOUND", "NOT_FOUND");
  };

  #tokens() {
    return { accessToken: `token-${++this.#token}`, expiresIn: 600 };
  }
}

/** A store that takes nothing once it is closed, as a browser's. */
function closing(store: Store): Store {
  let closed = false;
  const commit: Store["commit"] = (...change) => (closed ? Promise.reject(new Error("the connection is closed")) : store.commit(...change));
  return { load: (table) => store.load(table), blob: (key) => store.blob(key), commit, close: () => void (closed = true) };
}

async function phone(given: Partial<FakePorts> = {}) {
  const server = new Server();
  const stores = memoryStores();
  const ports = fakePorts({ fetch: server.fetch, stores, subtle: crypto.subtle, random: (n) => crypto.getRandomValues(new Uint8Array(n)), ...given });
  const open = async () => {
    const device = new PhoneDevice("moudaris", ports, await ports.stores.registry("moudaris"));
    await device.load();
    return device;
  };
  return { server, ports, open, device: await open() };
}

/** What other tabs were told has come to them. */
const settled = () => new Promise((done) => setTimeout(done));
const credentials = { identifier: "salma", password: "a good password" };
const syncs = (server: Server) => server.calls.filter((c) => c.includes("/sync "));

describe("an opening", () => {
  it("is one call, with the cookie alone, that brings the token", async () => {
    const { server, device, open } = await phone();
    const first = await device.signIn(credentials);
    await first.sync();
    server.calls.length = 0;
    const account = await (await open()).unlock(0);
    await account.sync();
    expect(server.calls[0]).toBe("POST /v1/moudaris/sync moudaris.0 cookie");
    expect(server.calls.filter((c) => c.includes("refresh"))).toEqual([]);
    await account.sync();
    expect(server.calls.at(-1)).toBe("POST /v1/moudaris/sync moudaris.0 bearer");
    expect(account.schoolTime().toISOString()).toBe("2026-11-23T11:00:00.000Z");
  });

  it("says the school's zone as of the last sync, however long ago that was", async () => {
    const { device, ports } = await phone();
    const account = await device.signIn(credentials);
    expect(account.schoolZone).toBeUndefined();
    await account.sync();
    ports.clock.move(100 * 86_400_000);
    expect(account.schoolZone).toEqual({ minutes: 60, at: new Date("2026-11-23T11:00:00Z") });
  });

  it("works without network, and says so", async () => {
    const { server, device, open } = await phone();
    server.syncAnswer = { parts: [{ name: "me", removed: "", items: [{ tag: "aaaaaaaa", order: "", me: { v: 1 } }] }] };
    await (await device.signIn(credentials)).sync();
    server.on = false;
    const account = await (await open()).unlock(0);
    await account.sync();
    expect(account.online).toBe(false);
    expect(account.mirror.values("me", "me")).toEqual([{ v: 1 }]);
    expect(account.me.identifier).toBe("salma");
  });
});

describe("when to sync", () => {
  it("is when the network returns, when the page is looked at after five minutes, and every five minutes while it is", async () => {
    const { server, device, ports } = await phone();
    const account = await device.signIn(credentials);
    await account.sync();
    const before = syncs(server).length;
    ports.clock.move(4 * 60_000);
    ports.signals.give("visible");
    await Promise.resolve();
    expect(syncs(server)).toHaveLength(before);
    ports.clock.move(60_000);
    ports.signals.give("visible");
    await account.sync();
    expect(syncs(server).length).toBeGreaterThan(before);
    const looked = syncs(server).length;
    ports.clock.move(4 * 60_000);
    account.refresh();
    await Promise.resolve();
    expect(syncs(server)).toHaveLength(looked);
    ports.clock.move(60_000);
    account.refresh();
    await account.sync();
    expect(syncs(server).length).toBeGreaterThan(looked);
    server.on = false;
    await account.sync();
    expect(account.online).toBe(false);
    server.on = true;
    ports.signals.give("online");
    await account.sync();
    expect(account.online).toBe(true);
  });

  it("says that the network is away before a request fails, and asks by itself whether that is so", async () => {
    const { server, device, ports } = await phone();
    const account = await device.signIn(credentials);
    await account.sync();
    let told = 0;
    account.subscribe(() => told++);
    const before = server.calls.length;
    server.on = false;
    ports.signals.give("offline");
    expect([account.online, told, server.calls.length]).toEqual([false, 1, before]);
    server.on = true;
    ports.signals.give("online");
    await account.sync();
    expect(account.online).toBe(true);
    // The browser errs, or the phone slept while the network came back.
    for (const again of [() => ports.clock.move((ports.clock.next ?? 0) - ports.clock.now()), () => ports.signals.give("visible")]) {
      ports.signals.give("offline");
      expect(account.online).toBe(false);
      again();
      await expect.poll(() => account.online).toBe(true);
    }
    account.lock("here");
    ports.signals.give("offline");
    expect(ports.clock.next).toBeUndefined();
  });

  it("does not take an answer that was under way when the network left for a network", async () => {
    const { server, device, ports } = await phone();
    const inner = ports.fetch;
    let arrives: Promise<void> | undefined;
    ports.fetch = async (request) => {
      const answer = await inner(request);
      await arrives;
      return answer;
    };
    const account = await device.signIn(credentials);
    await account.sync();
    let deliver: () => void = () => undefined;
    arrives = new Promise((done) => (deliver = done));
    const before = syncs(server).length;
    const run = account.sync();
    await expect.poll(() => syncs(server).length).toBe(before + 1);
    server.on = false;
    ports.signals.give("offline");
    arrives = undefined;
    deliver();
    await run;
    expect(account.online).toBe(true);
    ports.clock.move(1_500);
    await expect.poll(() => account.online).toBe(false);
  });

  it("is one call of several tabs when the network returns, and none goes on saying that it is away", async () => {
    const { server, device, ports, open } = await phone();
    const account = await device.signIn(credentials);
    await account.sync();
    const beside = await (await open()).unlock(0);
    await beside.sync();
    ports.clock.move(10_000);
    ports.signals.give("offline");
    expect([account.online, beside.online]).toEqual([false, false]);
    const before = syncs(server).length;
    ports.signals.give("online");
    await Promise.all([account.sync(), beside.sync()]);
    expect(syncs(server)).toHaveLength(before + 1);
    expect([account.online, beside.online]).toEqual([true, true]);
  });

  it("tries again later and later by itself", async () => {
    const { server, device, ports } = await phone();
    const account = await device.signIn(credentials);
    await account.sync();
    server.on = false;
    await account.sync();
    const waits: number[] = [];
    for (let i = 0; i < 10; i++) {
      const wait = (ports.clock.next ?? 0) - ports.clock.now();
      waits.push(wait);
      ports.clock.move(wait);
      await account.sync();
    }
    expect(waits[0]).toBeGreaterThanOrEqual(1000);
    expect(Math.max(...waits)).toBeLessThanOrEqual(120_000);
    expect(Math.min(...waits.slice(-3))).toBeGreaterThanOrEqual(60_000);
  });
});

describe("a server with too much to do", () => {
  const tick = async ({ clock }: FakePorts, account: Account) => {
    clock.move((clock.next ?? clock.now()) - clock.now());
    await account.sync();
  };

  it.each([429, 503])("is asked for the save alone, not for all that is new each time: %d", async (status) => {
    const { server, device, ports } = await phone();
    const account = await device.signIn(credentials);
    await account.sync();
    server.calls.length = 0;
    server.overload = () => refusal(status, status === 429 ? "RESOURCE_EXHAUSTED" : "UNAVAILABLE", "OVERLOADED");
    await account.queue.add(marks);
    await account.sync();
    for (let i = 0; i < 4; i++) await tick(ports, account);
    expect(server.calls.length).toBeGreaterThanOrEqual(5);
    expect(new Set(server.calls)).toEqual(new Set(["POST /v1/moudaris/markSheets/s:save moudaris.0 bearer"]));
    expect(account).toMatchObject({ online: true, lastError: { status } });
    server.overload = undefined;
    await tick(ports, account);
    expect(account.queue.waiting).toBe(0);
    expect(syncs(server)).toHaveLength(1);
    expect(account.lastError).toBeUndefined();
  });

  it("does not keep what is new from who waits long", async () => {
    const { server, device, ports } = await phone();
    const account = await device.signIn(credentials);
    await account.sync();
    server.overload = () => refusal(503, "UNAVAILABLE", "UNAVAILABLE");
    await account.queue.add(marks);
    await account.sync();
    server.calls.length = 0;
    const start = ports.clock.now();
    while (ports.clock.now() - start < 30 * 60_000) await tick(ports, account);
    expect(syncs(server).length).toBeGreaterThanOrEqual(4);
    expect(syncs(server).length).toBeLessThanOrEqual(6);
  });

  it("is asked first whether it is there after the network was away", async () => {
    const { server, device, ports } = await phone();
    const account = await device.signIn(credentials);
    await account.sync();
    server.on = false;
    await account.queue.add(marks);
    await account.sync();
    server.on = true;
    server.calls.length = 0;
    await tick(ports, account);
    expect(server.calls[0]).toBe("POST /v1/moudaris/sync moudaris.0 bearer");
    expect(account.queue.waiting).toBe(0);
  });
});

describe("a session that is over", () => {
  it("keeps everything, waits for the password, then sends", async () => {
    const { server, device } = await phone();
    const account = await device.signIn(credentials);
    await account.sync();
    server.sessionOver = true;
    await account.queue.add(marks);
    await account.sync();
    expect(account).toMatchObject({ signedOut: true, online: true });
    expect(account.queue.list()).toMatchObject([{ state: "PHONE" }]);
    const calls = server.calls.length;
    await account.sync();
    expect(server.calls).toHaveLength(calls);
    await account.signInAgain("a good password");
    await account.sync();
    expect(account.signedOut).toBe(false);
    expect(account.queue.list().every((op) => op.state === "RECEIVED")).toBe(true);
  });

  it("is not continued by somebody else", async () => {
    const { server, device } = await phone();
    const account = await device.signIn(credentials);
    server.people = { salma: "id-karim" };
    await expect(account.signInAgain("x")).rejects.toMatchObject({ name: "OtherAccount" });
    expect(server.cookies.size).toBe(0);
  });
});

describe("accounts of a phone", () => {
  const withUnsent = async (): Promise<Awaited<ReturnType<typeof phone>> & { account: Account }> => {
    const made = await phone();
    const account = await made.device.signIn({ ...credentials, pin: "1234" });
    await account.sync();
    made.server.on = false;
    await account.queue.add(marks);
    await account.sync();
    return { ...made, account };
  };

  it("are not wiped while something waits, unless that is wanted", async () => {
    const { server, account, device } = await withUnsent();
    expect(await account.signOut()).toEqual({ done: false, waiting: 1 });
    expect(device.accounts).toMatchObject([{ waiting: 1 }]);
    server.on = true;
    expect(await account.signOut({ force: true })).toEqual({ done: true });
    expect(device.accounts).toEqual([]);
    expect(server.cookies.size).toBe(0);
  });

  it("end their session later when there was no network", async () => {
    const { server, account, open } = await withUnsent();
    await account.signOut({ force: true });
    expect(server.cookies.size).toBe(1);
    server.on = true;
    const device = await open();
    expect(device.accounts).toEqual([]);
    await device.endWiped();
    expect(server.cookies.size).toBe(0);
  });

  it("come back from a forgotten PIN with all that waited", async () => {
    const { server, open } = await withUnsent();
    server.on = true;
    const device = await open();
    await expect(device.recover(0, { identifier: "karim", password: "x", pin: "5678" })).rejects.toMatchObject({ name: "OtherAccount" });
    const account = await device.recover(0, { ...credentials, pin: "5678" });
    expect(account.queue.list()).toMatchObject([{ resource: "sheet/s" }]);
    await account.sync();
    expect(account.queue.waiting).toBe(0);
    await expect((await open()).unlock(0, "1234")).rejects.toMatchObject({ name: "WrongPin" });
    await expect((await open()).unlock(0, "5678")).resolves.toBeDefined();
  });

  it("lock a PIN that is guessed, over restarts", async () => {
    const { open, ports } = await withUnsent();
    for (let i = 0; i < 3; i++) await expect((await open()).unlock(0, "0000")).rejects.toMatchObject({ name: "WrongPin" });
    const device = await open();
    await expect(device.unlock(0, "1234")).rejects.toMatchObject({ name: "PinLocked" });
    expect(device.accounts[0]?.lockedUntil).toEqual(new Date(ports.clock.now() + 30_000));
    ports.clock.move(30_000);
    await expect(device.unlock(0, "1234")).resolves.toBeDefined();
  });

  it("are let go of by the other tabs when one locks them, or wipes them", async () => {
    const { device, open, ports } = await phone();
    await device.signIn({ ...credentials, pin: "1234" });
    const [here, there] = await Promise.all([(await open()).unlock(0, "1234"), (await open()).unlock(0, "1234")]);
    here.lock("here");
    await settled();
    expect([here.closed, there.closed]).toEqual(["here", "no"]);

    const again = await (await open()).unlock(0, "1234");
    let told = 0;
    again.subscribe(() => told++);
    there.lock();
    await settled();
    expect([there.closed, again.closed]).toEqual(["here", "elsewhere"]);
    expect(told).toBeGreaterThan(0);

    const other = await open();
    const [last, wiper] = [await other.unlock(0, "1234"), await (await open()).unlock(0, "1234")];
    let listed: number | undefined;
    last.subscribe(() => last.closed === "elsewhere" && (listed ??= other.accounts.length));
    await wiper.signOut();
    await settled();
    expect([wiper.closed, last.closed]).toEqual(["here", "elsewhere"]);
    expect(listed, "who hears of it finds no such account in the list any more").toBe(0);
    await expect((await ports.stores.registry("moudaris")).list()).resolves.toEqual([]);
  });

  it("write down what a screen still held, whoever locks them, before the disk is let go of", async () => {
    const stores = memoryStores();
    const { device, open } = await phone({ stores: { ...stores, open: async (name) => closing(await stores.open(name)) } });
    await device.signIn({ ...credentials, pin: "1234" });
    const [here, there] = await Promise.all([(await open()).unlock(0, "1234"), (await open()).unlock(0, "1234")]);
    const typed = (account: Account, student: string) =>
      account.beforeClose(async () => {
        await account.queue.add({ ...marks, cells: [{ studentId: student, column: "C1", mark: "10", version: 0 }] });
      });
    here.beforeClose(() => {
      throw new Error("a screen that fails");
    });
    typed(here, "a");
    typed(there, "b");
    typed(here, "c")();
    here.lock();
    expect(here.closed, "the person need not wait").toBe("here");
    await settled();
    expect(there.closed).toBe("elsewhere");
    const again = await (await open()).unlock(0, "1234");
    expect([...again.queue.overlay("sheet/s").keys()].sort()).toEqual(["a/C1", "b/C1"]);
    await expect(here.queue.add(marks), "now it is let go of").rejects.toThrow("closed");
  });

  it("are not signed out of while a screen holds what nobody has, unless one insists", async () => {
    const { device, server } = await phone();
    const account = await device.signIn(credentials);
    server.on = false;
    let asked = 0;
    account.beforeClose(async () => {
      asked++;
      await account.queue.add(marks);
    });
    expect(await account.signOut()).toEqual({ done: false, waiting: 1 });
    expect(account.closed).toBe("no");
    expect(await account.signOut({ force: true })).toEqual({ done: true });
    await settled();
    expect(asked).toBe(1);
  });

  it("say on which device they were opened", async () => {
    const { device, server } = await phone({ deviceName: () => "Android · Chrome" });
    await device.signIn(credentials);
    expect(server.devices).toEqual(["Android · Chrome"]);
  });

  it("are eight at most, and each person is one of them", async () => {
    const { device, server } = await phone();
    await device.signIn(credentials);
    await expect(device.signIn(credentials)).rejects.toMatchObject({ name: "AlreadyHere", slot: 0 });
    expect([...server.cookies.keys()]).toEqual(["moudaris.0"]);
    for (let i = 1; i < 8; i++) {
      server.people[`p${i}`] = `id-${i}`;
      await device.signIn({ identifier: `p${i}`, password: "x" });
    }
    await expect(device.signIn({ identifier: "karim", password: "x" })).rejects.toMatchObject({ name: "NoFreeSlot" });
  });

  it("leave nothing on the phone where nothing can be sealed", async () => {
    const { device } = await phone({ subtle: undefined });
    expect(device.protection).toBe("memory");
  });
});
