import type { Change, Locks, Row, Snapshot, Store, Table } from "../../src/ports.ts";
import { MemoryStore } from "../../src/memory.ts";

/** Step is something of the outside that has begun and has not happened yet. */
export interface Step {
  tab: Tab;
  kind: "disk" | "net" | "read";
  /** Makes it happen, and gives what the tab is told. */
  happen: () => Promise<unknown>;
  tell: (value: unknown) => void;
  fail: (cause: unknown) => void;
}

/** Tab is a page that may be killed: then it is told nothing any more. */
export interface Tab {
  name: string;
  device: string;
  alive: boolean;
}

/** Outside holds everything that was begun; the driver says what happens next. */
export class Outside {
  steps: Step[] = [];

  begin<T>(tab: Tab, kind: Step["kind"], happen: () => Promise<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      if (!tab.alive) return;
      this.steps.push({ tab, kind, happen, tell: (value) => tab.alive && resolve(value as T), fail: (cause) => tab.alive && reject(cause) });
    });
  }

  take(index: number): Step {
    const [step] = this.steps.splice(index, 1);
    if (!step) throw new RangeError("no such step");
    return step;
  }
}

/** GatedStore is a disk whose reads and writes happen when the driver says so. */
export class GatedStore implements Store {
  readonly #disk: MemoryStore;
  readonly #outside: Outside;
  readonly #tab: Tab;

  constructor(disk: MemoryStore, outside: Outside, tab: Tab) {
    this.#disk = disk;
    this.#outside = outside;
    this.#tab = tab;
  }

  load(table: Table): Promise<Snapshot> {
    return this.#outside.begin(this.#tab, "disk", () => this.#disk.load(table));
  }

  blob(key: string): Promise<Row | undefined> {
    return this.#outside.begin(this.#tab, "disk", () => this.#disk.blob(key));
  }

  commit(table: Table, rev: number, change: Change): Promise<boolean> {
    return this.#outside.begin(this.#tab, "disk", () => this.#disk.commit(table, rev, change));
  }

  close(): void {}
}

/** TabLocks are released by a kill, as those of a browser are. */
export class TabLocks {
  readonly #held = new Map<string, Tab>();

  of(tab: Tab): Locks {
    const run = async <T>(name: string, fn: () => Promise<T>): Promise<T> => {
      this.#held.set(name, tab);
      try {
        return await fn();
      } finally {
        if (this.#held.get(name) === tab) this.#held.delete(name);
      }
    };
    return { run, tryRun: async (name, fn) => (this.#held.get(name)?.alive ? undefined : run(name, fn)) };
  }
}
