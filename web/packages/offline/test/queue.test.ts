import { describe, expect, it } from "vitest";
import { memoryStores } from "../src/memory.ts";
import type { Store } from "../src/ports.ts";
import { json, memoryDevice, refusal, type MemoryDeviceOptions } from "../src/testing.ts";
import type { Account, AppName, MarksOp } from "../src/types.ts";

interface Asked {
  path: string;
  key: string;
  body: string;
}

/** A phone whose server answers with the next of the given answers, and remembers what it was asked. */
async function phone(app: AppName, answers: ((asked: Asked) => Response | Promise<Response>)[], options: MemoryDeviceOptions = {}) {
  const asked: Asked[] = [];
  const made = await memoryDevice(app, {
    ...options,
    async answer(request) {
      const one = { path: new URL(request.url).pathname, key: request.headers.get("Idempotency-Key") ?? "", body: await request.text() };
      asked.push(one);
      return answers.shift()?.(one);
    },
  });
  return { ...made, asked };
}

const saved = (...cells: [string, number][]) => () =>
  json({ saved: cells.map(([studentId, version]) => ({ studentId, column: "C1", version })), savedRemarks: [], conflicts: [], refused: [] });
const conflict = (studentId: string, mark: string, version: number) => () =>
  json({ saved: [], savedRemarks: [], refused: [], conflicts: [{ studentId, column: "C1", current: { state: "GRADED", mark, version }, by: "Karim", at: "2026-11-23T09:00:00Z" }] });
const marks = (studentId: string, mark: string, version: number): MarksOp => ({ kind: "MARKS", markSheetId: "s", cells: [{ studentId, column: "C1", mark, version }] });
const cell = (account: Account, student: string) => account.queue.overlay("sheet/s").get(`${student}/C1`);

describe("queue", () => {
  it("merges edits that were not sent, and chains those behind one that was", async () => {
    let arrived: (() => void) | undefined;
    let answer: (() => void) | undefined;
    const reached = new Promise<void>((resolve) => (arrived = resolve));
    const { account, asked, network } = await phone("moudaris", [
      async () => {
        arrived?.();
        await new Promise<void>((resolve) => (answer = resolve));
        return saved(["a", 8])();
      },
      saved(["a", 9]),
    ]);
    network(false);
    await account.queue.add(marks("a", "10", 7));
    await account.queue.add(marks("a", "11", 7));
    await account.sync();
    network(true);
    await reached;
    expect(cell(account, "a")).toMatchObject({ state: "SENDING", value: { mark: "11" } });
    await account.queue.add(marks("a", "12", 7));
    answer?.();
    await account.sync();
    expect(asked.map((a) => JSON.parse(a.body) as unknown)).toEqual([
      { cells: [{ studentId: "a", column: "C1", mark: "11", version: 7 }], remarks: [] },
      { cells: [{ studentId: "a", column: "C1", mark: "12", version: 8 }], remarks: [] },
    ]);
    expect(cell(account, "a")).toMatchObject({ state: "RECEIVED", version: 9 });
  });

  it("sends the same bytes under the same key until there is an answer", async () => {
    const { account, asked, ports } = await phone("moudaris", [
      () => refusal(503, "UNAVAILABLE", "OUTCOME_UNKNOWN"),
      () => Promise.reject(new TypeError("lost")),
      () => new Response("<html>portal</html>"),
      () => json({ welcome: "to the network of the station" }),
      () => refusal(429, "RESOURCE_EXHAUSTED", "OVERLOADED", { retryAfterSeconds: "30" }),
      saved(["a", 1]),
    ]);
    await account.queue.add(marks("a", "10", 0));
    await account.sync();
    for (let i = 0; i < 12 && asked.length < 6; i++) {
      const next = ports.clock.next;
      if (next === undefined) throw new Error("nothing is planned");
      if (asked.length === 5) expect(next - ports.clock.now()).toBeGreaterThanOrEqual(30_000);
      ports.clock.move(next - ports.clock.now());
      await account.sync();
    }
    expect(new Set(asked.map((a) => a.key + a.body)).size).toBe(1);
    expect(asked).toHaveLength(6);
    expect(cell(account, "a")?.state).toBe("RECEIVED");
  });

  it("waits for the person where somebody else was first: mine", async () => {
    const { account, asked } = await phone("moudaris", [conflict("a", "14.00", 3), saved(["a", 4])]);
    const op = await account.queue.add(marks("a", "10", 2));
    await account.sync();
    expect(cell(account, "a")).toMatchObject({ state: "CONFLICT", theirs: { value: { state: "GRADED", mark: "14.00" }, version: 3, by: "Karim" } });
    await account.queue.add(marks("a", "11", 3));
    await account.sync();
    expect(asked).toHaveLength(1);
    await account.queue.resolve(op.opId, "MINE");
    await account.sync();
    expect(JSON.parse(asked[1]?.body ?? "")).toMatchObject({ cells: [{ mark: "11", version: 3 }] });
    expect(cell(account, "a")).toMatchObject({ state: "RECEIVED", version: 4 });
    expect(account.queue.waiting).toBe(0);
  });

  it("waits for the person where somebody else was first: theirs", async () => {
    const { account, asked } = await phone("moudaris", [conflict("a", "14.00", 3)]);
    const op = await account.queue.add(marks("a", "10", 2));
    await account.sync();
    await account.queue.resolve(op.opId, "THEIRS", "a/C1");
    await account.sync();
    expect(asked).toHaveLength(1);
    expect(account.queue.list()).toEqual([]);
  });

  it("shows why a register was refused, and sends it again with the reason", async () => {
    const { account, asked } = await phone("moudaris", [
      () => refusal(400, "FAILED_PRECONDITION", "LATE_REASON_REQUIRED"),
      () => json({ saved: [{ studentId: "a", version: 1 }], conflicts: [], refused: [] }),
    ]);
    const op = await account.queue.add({ kind: "REGISTER", lessonId: "l", entries: [{ studentId: "a", state: "ABSENT", version: 0 }] });
    await account.sync();
    const [refused] = account.queue.list("register/l");
    expect(refused).toMatchObject({ state: "REFUSED", refusal: { reason: "LATE_REASON_REQUIRED", message: "message of LATE_REASON_REQUIRED", requestId: "req-1" } });
    await account.queue.again(op.opId, { lateReason: "no network" });
    await account.sync();
    expect(JSON.parse(asked[1]?.body ?? "")).toEqual({ entries: [{ studentId: "a", state: "ABSENT", minutesLate: 0, version: 0 }], lateReason: "no network" });
    expect(asked[1]?.key).not.toBe(asked[0]?.key);
    expect(account.queue.list("register/l")).toMatchObject([{ state: "RECEIVED" }]);
  });

  it("takes a register in which everybody is present", async () => {
    const { account, asked } = await phone("moudaris", [() => json({ saved: [], conflicts: [], refused: [] })]);
    await account.queue.add({ kind: "REGISTER", lessonId: "l", entries: [] });
    await account.sync();
    expect(asked).toMatchObject([{ path: "/v1/moudaris/lessons/l/register", body: '{"entries":[]}' }]);
    expect(account.queue.waiting).toBe(0);
  });

  it("does not say that a cell is received of which the answer does not speak", async () => {
    const { account } = await phone("moudaris", [saved(["b", 1])]);
    await account.queue.add(marks("a", "10", 0));
    await account.sync();
    expect(cell(account, "a")).toMatchObject({ state: "REFUSED", refusal: { reason: "UNKNOWN" } });
  });

  it("lets one sheet that fails not hold up another", async () => {
    const { account, asked } = await phone("moudaris", [() => refusal(500, "INTERNAL", "INTERNAL"), () => json({ saved: [], conflicts: [], refused: [] })]);
    await Promise.all([account.queue.add(marks("a", "10", 0)), account.queue.add({ kind: "REGISTER", lessonId: "l", entries: [] })]);
    await account.sync();
    expect(asked.map((a) => a.path).slice(0, 2)).toEqual(["/v1/moudaris/markSheets/s:save", "/v1/moudaris/lessons/l/register"]);
    expect(cell(account, "a")?.state).toBe("PHONE");
  });

  it("sends an excuse, then each of its papers, and picks up where it stopped", async () => {
    const document = () => json({ document: { documentId: "d" } });
    const { account, asked, network } = await phone("waliye", [
      () => json({ justification: { justificationId: "S.1" } }),
      document,
      () => refusal(503, "UNAVAILABLE", "UNAVAILABLE"),
      document,
    ]);
    network(false);
    const documents = [new Blob(["first"]), new Blob(["second"])];
    await account.queue.add({ kind: "JUSTIFICATION", studentId: "c", from: "2026-11-23", reason: "ILLNESS", text: "flu", documents });
    await account.sync();
    expect(account.queue.list("child/c/justifications")).toMatchObject([{ state: "PHONE", justification: { documents: 2, sent: 0, text: "flu" } }]);
    network(true);
    await account.sync();
    await account.sync();
    expect(asked.map((a) => [a.path.replace("/v1/waliye/children/c/justifications", ""), a.body.slice(0, 6)])).toEqual([
      ["", '{"from'], ["/S.1:attach", "first"], ["/S.1:attach", "second"], ["/S.1:attach", "second"],
    ]);
    expect(new Set(asked.map((a) => a.key)).size).toBe(3);
    expect(account.queue.list()).toMatchObject([{ state: "RECEIVED" }]);
  });

  it.each(["gone", "broken"] as const)("refuses a justification whose paper is %s, and sends what was written after it", async (how) => {
    const stores = memoryStores();
    const { account, asked, network } = await phone("waliye", [() => json({ justification: { justificationId: "S.1" } }), () => json({ justification: { justificationId: "S.2" } })], {
      ports: {
        subtle: crypto.subtle,
        random: (n) => crypto.getRandomValues(new Uint8Array(n)),
        stores: {
          ...stores,
          open: async (name) => {
            const store = await stores.open(name);
            const blob: Store["blob"] = () => Promise.resolve(how === "gone" ? undefined : new Uint8Array(40));
            return { load: (table) => store.load(table), blob, commit: (...change) => store.commit(...change), close: () => store.close() };
          },
        },
      },
    });
    network(false);
    await account.queue.add({ kind: "JUSTIFICATION", studentId: "c", from: "2026-11-23", reason: "ILLNESS", documents: [new Blob(["paper"])] });
    await account.queue.add({ kind: "JUSTIFICATION", studentId: "c", from: "2026-11-24", reason: "FAMILY" });
    await account.sync();
    network(true);
    await account.sync();
    expect(asked.map((one) => one.path.replace("/v1/waliye/children/c/justifications", ""))).toEqual(["", ""]);
    expect(account.queue.list()).toMatchObject([
      { state: "REFUSED", refusal: { reason: "PAPER_LOST", message: "" }, justification: { sent: 1 } },
      { state: "RECEIVED" },
    ]);
  });

  it("gives a justification back until a byte of it was tried, and not after", async () => {
    const { account, asked, network, ports } = await phone("waliye", [() => Promise.reject(new TypeError("lost")), () => json({ justification: { justificationId: "S.1" } })]);
    const excuse = { kind: "JUSTIFICATION", studentId: "c", from: "2026-11-23", reason: "ILLNESS" } as const;
    network(false);
    const first = await account.queue.add({ ...excuse, documents: [new Blob(["paper"])] });
    await account.sync();
    expect(account.queue.list()).toMatchObject([{ opId: first.opId, state: "PHONE", justification: { untried: true } }]);
    expect(await account.queue.cancel(first.opId)).toBe(true);
    expect(account.queue.list()).toEqual([]);
    expect(await account.queue.cancel(first.opId)).toBe(false);

    network(true);
    await account.sync();
    expect(asked).toEqual([]);
    const second = await account.queue.add(excuse);
    await account.sync();
    expect(asked).toHaveLength(1);
    expect(account.queue.list()).toMatchObject([{ state: "PHONE", justification: { untried: false } }]);
    expect(await account.queue.cancel(second.opId)).toBe(false);
    ports.clock.move(120_000);
    await account.sync();
    expect(account.queue.list()).toMatchObject([{ state: "RECEIVED" }]);
    expect(new Set(asked.map((one) => one.key)).size).toBe(1);
  });

  it("believes a network that answers more than a browser that says there is none", async () => {
    const { account, asked, ports } = await phone("moudaris", [saved(["a", 1])]);
    ports.signals.gone = true;
    await account.queue.add(marks("a", "10", 0));
    await account.sync();
    expect(asked).toHaveLength(1);
    expect(cell(account, "a")).toMatchObject({ state: "RECEIVED" });
  });
});
