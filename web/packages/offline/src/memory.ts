import type { Change, Locks, Registry, Row, SlotRecord, Snapshot, Store, Stores, Table } from "./ports.ts";

/** MemoryStore forgets everything with the tab. */
export class MemoryStore implements Store {
  readonly #tables = new Map<Table, Snapshot>();
  readonly #blobs = new Map<string, Row>();

  async load(table: Table): Promise<Snapshot> {
    const { rev, rows } = this.#table(table);
    return { rev, rows: new Map(rows) };
  }

  async blob(key: string): Promise<Row | undefined> {
    return this.#blobs.get(key);
  }

  async commit(table: Table, rev: number, change: Change): Promise<boolean> {
    const held = this.#table(table);
    if (held.rev !== rev) return false;
    held.rev++;
    for (const key of change.del ?? []) held.rows.delete(key);
    for (const [key, row] of change.put ?? []) held.rows.set(key, row);
    for (const key of change.delBlobs ?? []) this.#blobs.delete(key);
    for (const [key, row] of change.putBlobs ?? []) this.#blobs.set(key, row);
    return true;
  }

  close(): void {}

  #table(table: Table): Snapshot {
    let held = this.#tables.get(table);
    if (!held) this.#tables.set(table, (held = { rev: 0, rows: new Map() }));
    return held;
  }
}

/** memoryStores is the storage of a page that may not keep anything. */
export function memoryStores(): Stores {
  const registries = new Map<string, Registry>();
  const stores = new Map<string, MemoryStore>();
  return {
    async registry(app) {
      let registry = registries.get(app);
      if (!registry) registries.set(app, (registry = memoryRegistry()));
      return registry;
    },
    async open(name) {
      let store = stores.get(name);
      if (!store) stores.set(name, (store = new MemoryStore()));
      return store;
    },
    async drop(name) {
      stores.delete(name);
    },
  };
}

function memoryRegistry(): Registry {
  const records = new Map<number, SlotRecord>();
  return {
    async list() {
      return [...records.values()].sort((a, b) => a.slot - b.slot);
    },
    async update(slot, change) {
      const next = change(records.get(slot));
      if (next) records.set(slot, next);
      else records.delete(slot);
      return next;
    },
  };
}

/** memoryLocks holds within one tab. */
export function memoryLocks(): Locks {
  const held = new Map<string, Promise<unknown>>();
  const run = async <T>(name: string, fn: () => Promise<T>): Promise<T> => {
    const before = held.get(name);
    const mine = (async () => {
      await before?.catch(() => undefined);
      return fn();
    })();
    held.set(name, mine);
    try {
      return await mine;
    } finally {
      if (held.get(name) === mine) held.delete(name);
    }
  };
  return { run, tryRun: async (name, fn) => (held.has(name) ? undefined : run(name, fn)) };
}
