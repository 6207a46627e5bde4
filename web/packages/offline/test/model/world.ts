import { createTransport } from "@massar/api";
import { shown } from "../../src/index.ts";
import { MemoryStore } from "../../src/memory.ts";
import { PhoneQueue } from "../../src/queue.ts";
import { channels, FakeClock, randomBytes, refusal } from "../../src/testing.ts";
import type { CellState, QueuedOp } from "../../src/types.ts";
import { plainSealer } from "../../src/vault.ts";
import { GatedStore, Outside, TabLocks, type Tab } from "./outside.ts";
import { ModelServer, scale, valuesOf } from "./server.ts";

/** What a person typed. Each value is typed once, so that it can be found again. */
interface Typed {
  device: string;
  cell: string;
  value: string;
  /** The versions of others that the person saw when typing it, or when insisting on it. */
  saw: Set<number>;
  /** The phone said that it has it. */
  acknowledged: boolean;
  /** When the phone had it; without a word of the phone it may have had it at any time. */
  order: number;
}

interface OpenTab extends Tab {
  queue: PhoneQueue;
  /** Nothing is on the screen before. */
  loaded: boolean;
}

interface Phone {
  name: string;
  disk: MemoryStore;
  tabs: OpenTab[];
  signedIn: boolean;
  /** The versions that the last sync brought. */
  mirror: Map<string, number>;
  /** The versions of each cell that the person saw and insisted against, on whichever tab. */
  insisted: Map<string, Set<number>>;
}

const resources = ["sheet/s1", "register/l1"] as const;
const students = ["a", "b"];

/** World is two phones with two tabs each, a server, and everything that may go wrong between them. */
export class World {
  readonly server = new ModelServer();
  readonly typed = new Map<string, Typed>();
  readonly excuses = new Map<string, { acknowledged: boolean; papers: string[] }>();
  /** Values that a person gave up, having seen why. */
  readonly givenUp = new Set<string>();
  readonly requested = new Set<string>();
  readonly phones: Phone[];
  readonly #outside = new Outside();
  readonly #clock = new FakeClock(1_000);
  readonly #locks = new TabLocks();
  readonly #channel = channels();
  readonly #tape: number[];
  #at = 0;
  #count = 0;
  readonly inFlight = new Map<string, Tab>();
  /** Requests of tabs that were killed, which may still arrive. */
  #late: (() => void)[] = [];
  /** What must not happen, and would be taken for an accident of the network where it did. */
  readonly violations: string[] = [];
  /** What happened, for the report of a failure. */
  readonly log: string[] = [];
  sent = 0;
  /** Effects amid the accidents. */
  early = 0;
  kills = 0;
  conflictsSeen = 0;

  constructor(tape: number[]) {
    this.#tape = tape;
    this.phones = ["A", "B"].map((name) => ({ name, disk: new MemoryStore(), tabs: [], signedIn: true, mirror: new Map(), insisted: new Map() }));
    for (const phone of this.phones) for (const tab of [0, 1]) this.#openTab(phone, tab);
  }

  /** Lives through the tape, then lets everything settle. */
  async run(): Promise<void> {
    await settle();
    while (this.#at < this.#tape.length) {
      await this.#step();
      this.#clock.move(1);
      await settle();
    }
    this.early = this.server.effects.length;
    await this.#calm();
  }

  #draw(below: number): number {
    return (this.#tape[this.#at++] ?? 0) % below;
  }

  async #step(): Promise<void> {
    const what = this.#draw(47);
    const phone = this.phones[this.#draw(2)];
    if (!phone) return;
    const tab = phone.tabs[this.#draw(2)];
    if (!tab) return;
    if (what >= 24 && !tab.loaded) return;
    if (what < 24) {
      for (let steps = this.#draw(8); steps >= 0; steps--) {
        await this.#proceed(this.#draw(32));
        await settle();
      }
      return;
    }
    if (what < 28) return this.#type(phone, tab);
    if (what < 35) return void tab.queue.send().catch(() => undefined);
    if (what < 36) return this.#sync(phone, tab);
    if (what < 41) return this.#decide(phone, tab);
    if (what < 43) return this.#kill(phone, tab);
    if (what < 44) return void (phone.signedIn = this.#draw(3) > 0);
    if (what < 45) {
      const id = this.#draw(2) === 0 ? "s1" : "l1";
      if (this.#draw(4) > 0) this.server.shut.delete(id);
      else this.server.shut.add(id);
      return;
    }
    if (what < 46) return this.#late.shift()?.();
    return this.#excuse(tab);
  }

  /** One thing of the outside happens; of the network with everything that may happen to it. */
  async #proceed(fate: number): Promise<void> {
    const { steps } = this.#outside;
    if (steps.length === 0) return;
    const step = this.#outside.take(this.#draw(steps.length));
    if (step.kind === "disk" || fate < 25) return this.#happen(step);
    if (step.kind === "net") this.inFlight.delete(step.tab.device);
    if (fate < 27) return step.fail(new TypeError("the request was lost"));
    if (fate === 27) return step.tell(refusal(503, "UNAVAILABLE", "UNAVAILABLE"));
    if (fate === 28) return step.tell(refusal(429, "RESOURCE_EXHAUSTED", "OVERLOADED", { retryAfterSeconds: "3" }));
    if (fate === 29) return step.tell(new Response("<html>sign in to the network</html>", { status: 200 }));
    this.log.push(`${step.tab.name} ${step.kind} done, answer lost`);
    await step.happen();
    if (fate === 30) return step.tell(refusal(503, "UNAVAILABLE", "OUTCOME_UNKNOWN"));
    step.fail(new TypeError("the answer was lost"));
  }

  async #happen(step: ReturnType<Outside["take"]>): Promise<void> {
    this.log.push(`${step.tab.name} ${step.kind} done`);
    if (step.kind === "net") this.inFlight.delete(step.tab.device);
    step.tell(await step.happen());
  }

  #type(phone: Phone, tab: OpenTab): void {
    const resource = resources[this.#draw(2)] ?? "sheet/s1";
    const student = students[this.#draw(2)] ?? "a";
    const column = resource === "sheet/s1" ? (["C1", "REMARK"][this.#draw(2)] ?? "C1") : "";
    const bad = column !== "REMARK" && this.#draw(8) === 0;
    const value = String((bad ? scale : 0) + ++this.#count);
    const cell = column === "" ? student : `${student}/${column}`;
    const global = `${resource.split("/")[1] ?? ""}/${cell}`;
    const on = phone.mirror.get(global) ?? 0;
    const over = shown(tab.queue.overlay(resource).get(cell), on);
    // Under a value of his own the person does not see what the server has now.
    const saw = new Set(over ? this.typed.get(valueOf(over))?.saw : [on]);
    for (const version of phone.insisted.get(global) ?? []) saw.add(version);
    const typed: Typed = { device: phone.name, cell: global, value, saw, acknowledged: false, order: Infinity };
    this.typed.set(value, typed);
    const version = over?.version ?? on;
    const op =
      resource === "register/l1"
        ? ({ kind: "REGISTER", lessonId: "l1", entries: [{ studentId: student, state: "LATE", minutesLate: Number(value), version }] } as const)
        : ({
            kind: "MARKS",
            markSheetId: "s1",
            cells: column === "REMARK" ? [] : [{ studentId: student, column, mark: value, version }],
            remarks: column === "REMARK" ? [{ studentId: student, text: value, version }] : [],
          } as const);
    this.log.push(`${tab.name} types ${value} in ${global} at version ${version}`);
    void tab.queue.add({ ...op } as Parameters<PhoneQueue["add"]>[0]).then(() => {
      typed.acknowledged = true;
      typed.order = ++this.#count;
    });
  }

  #excuse(tab: OpenTab): void {
    const text = `excuse ${++this.#count}`;
    const papers = Array.from({ length: this.#draw(3) }, (_, i) => `paper ${i} of ${text}`);
    const excuse = { acknowledged: false, papers };
    this.excuses.set(text, excuse);
    void tab.queue
      .add({ kind: "JUSTIFICATION", studentId: "child", from: "2026-11-23", reason: "ILLNESS", text, documents: papers.map((p) => new Blob([p])) })
      .then(() => (excuse.acknowledged = true));
  }

  /** A sync shows what the server has, and takes off the list what was received before it. */
  #sync(phone: Phone, tab: OpenTab): void {
    const asked = this.#clock.now();
    void this.#outside
      .begin(tab, "read", async () => this.server.cells())
      .then(
        (cells) => {
          if (!Array.isArray(cells)) return undefined;
          for (const [cell, { version }] of cells) phone.mirror.set(cell, version);
          return tab.queue.prune(() => asked);
        },
        () => undefined,
      );
  }

  /** The person decides about something that the screen shows. */
  #decide(phone: Phone, tab: OpenTab): void {
    const open = tab.queue.list().filter((op) => op.state === "CONFLICT" || op.state === "REFUSED");
    const op = open[this.#draw(Math.max(1, open.length))];
    if (!op) return;
    const choice = this.#draw(2);
    this.log.push(`${tab.name} decides ${op.opId.slice(-6)} ${op.state} ${choice}`);
    if (op.state === "CONFLICT") this.#resolve(phone, tab, op, choice === 0);
    else if (choice === 0) {
      for (const edit of op.edits) if (edit.state === "REFUSED") this.givenUp.add(valueOf(edit));
      if (op.justification) this.givenUp.add(op.justification.text ?? "");
      void tab.queue.dismiss(op.opId);
    } else void tab.queue.again(op.opId).catch(() => undefined);
  }

  #resolve(phone: Phone, tab: OpenTab, op: QueuedOp, mine: boolean): void {
    this.conflictsSeen++;
    for (const edit of op.edits.filter((e) => e.state === "CONFLICT")) {
      const all = tab.queue.list(op.resource).flatMap((o) => o.edits.filter((e) => e.cell === edit.cell && e.state === "CONFLICT"));
      const last = all.at(-1);
      if (!last) continue;
      for (const e of all) if (e !== last || !mine) this.givenUp.add(valueOf(e));
      if (!mine || !last.theirs) continue;
      const global = `${op.resource.split("/")[1] ?? ""}/${edit.cell}`;
      phone.insisted.set(global, (phone.insisted.get(global) ?? new Set()).add(last.theirs.version));
      // Another tab may have typed over it meanwhile; what counts is that this person saw this version.
      for (const t of this.typed.values()) if (t.device === phone.name && t.cell === global) t.saw.add(last.theirs.version);
    }
    void tab.queue.resolve(op.opId, mine ? "MINE" : "THEIRS");
  }

  #kill(phone: Phone, tab: OpenTab): void {
    this.kills++;
    this.log.push(`${tab.name} is killed`);
    tab.alive = false;
    const mine = this.#outside.steps.filter((s) => s.tab === tab);
    this.#outside.steps = this.#outside.steps.filter((s) => s.tab !== tab);
    for (const step of mine) {
      // What was on its way to the disk or to the server arrives, or not, or (on the network) later.
      const fate = this.#draw(3);
      if (fate === 0) void step.happen();
      else if (fate === 1 && step.kind !== "disk") this.#late.push(() => void step.happen());
    }
    if (this.inFlight.get(phone.name) === tab) this.inFlight.delete(phone.name);
    this.#openTab(phone, phone.tabs.indexOf(tab));
  }

  #openTab(phone: Phone, index: number): void {
    const tab: Tab = { name: `${phone.name}${index}`, device: phone.name, alive: true };
    const channel = this.#channel(phone.name, () => tab.alive && void queue.reload());
    const queue = new PhoneQueue({
      app: "moudaris", origin: "http://massar.test", sealer: plainSealer, clock: this.#clock, lock: phone.name, channel,
      store: new GatedStore(phone.disk, this.#outside, tab),
      locks: this.#locks.of(tab),
      random: randomBytes(this.#count * 31 + this.kills * 7 + phone.name.charCodeAt(0) + index),
      transport: createTransport({ fetch: (request) => this.#send(phone, tab, request) }),
    });
    const opened: OpenTab = Object.assign(tab, { queue, loaded: false });
    phone.tabs[index] = opened;
    void queue.load().then(() => (opened.loaded = true));
  }

  async #send(phone: Phone, tab: Tab, request: Request): Promise<Response> {
    const body = await request.text();
    const path = new URL(request.url).pathname;
    const key = request.headers.get("Idempotency-Key") ?? "";
    if (this.inFlight.has(phone.name)) this.violations.push("two tabs send at the same time");
    this.sent++;
    this.inFlight.set(phone.name, tab);
    this.log.push(`${tab.name} sends ${key.slice(-6)} ${body}`);
    for (const value of valuesOf(/(\w+)$/.exec(path)?.[1] === "attach" ? "justifications" : (/(\w+)$/.exec(path)?.[1] ?? ""), body)) this.requested.add(value);
    return this.#outside.begin(tab, "net", async () => {
      if (!phone.signedIn) return refusal(401, "UNAUTHENTICATED", "TOKEN_EXPIRED");
      return this.server.handle(phone.name, path, key, body);
    });
  }

  /** No more accidents: everything that can be sent is. */
  async #calm(): Promise<void> {
    this.server.shut.clear();
    for (const phone of this.phones) phone.signedIn = true;
    for (const late of this.#late.splice(0)) late();
    for (let round = 0; round < 4; round++) {
      await this.#drain();
      for (const phone of this.phones) void phone.tabs[round % 2]?.queue.send();
    }
    await this.#drain();
  }

  async #drain(): Promise<void> {
    await settle();
    while (this.#outside.steps.length > 0) {
      await this.#happen(this.#outside.take(0));
      this.#clock.move(1);
      await settle();
    }
  }
}

/** valueOf is what was typed, as the model knows it. */
export function valueOf({ value }: CellState): string {
  return value.mark ?? value.text ?? String(value.minutesLate);
}

declare function setImmediate(fn: () => void): void;

/** settle lets every promise that can be kept be kept. */
function settle(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
