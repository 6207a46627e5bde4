import { deleteDB, openDB, type DBSchema, type IDBPDatabase } from "idb";
import type { Registry, Row, SlotRecord, Store, Stores } from "./ports.ts";

interface AccountDB extends DBSchema {
  account: { key: string; value: Row };
  mirror: { key: string; value: Row };
  queue: { key: string; value: Row };
  blobs: { key: string; value: Row };
  revs: { key: string; value: number };
}

interface RegistryDB extends DBSchema {
  slots: { key: number; value: SlotRecord };
}

const tables = ["account", "mirror", "queue", "blobs"] as const;

/** indexedDBStores keeps one database for each account, and one with the list of an app's accounts. */
export function indexedDBStores(): Stores {
  return {
    registry: openRegistry,
    open: openStore,
    async drop(name) {
      await deleteDB(name);
    },
  };
}

async function openStore(name: string): Promise<Store> {
  const db: IDBPDatabase<AccountDB> = await openDB<AccountDB>(name, 1, {
    upgrade(db) {
      for (const table of tables) db.createObjectStore(table);
      db.createObjectStore("revs");
    },
    // Another tab wipes the account: a connection that stayed open would make it wait for ever.
    blocking: () => db.close(),
  });
  return {
    async load(table) {
      const tx = db.transaction([table, "revs"]);
      const [rev, keys, rows] = await Promise.all([
        tx.objectStore("revs").get(table),
        tx.objectStore(table).getAllKeys(),
        tx.objectStore(table).getAll(),
        tx.done,
      ]);
      const snapshot = new Map<string, Row>();
      keys.forEach((key, i) => {
        const row = rows[i];
        if (row) snapshot.set(key, row);
      });
      return { rev: rev ?? 0, rows: snapshot };
    },
    blob: (key) => db.get("blobs", key),
    async commit(table, rev, change, strict) {
      const tx = db.transaction([table, "blobs", "revs"], "readwrite", { durability: strict ? "strict" : "relaxed" });
      const revs = tx.objectStore("revs");
      if (((await revs.get(table)) ?? 0) !== rev) {
        await tx.done;
        return false;
      }
      const rows = tx.objectStore(table);
      const writes: Promise<unknown>[] = [revs.put(rev + 1, table)];
      for (const key of change.del ?? []) writes.push(rows.delete(key));
      for (const [key, row] of change.put ?? []) writes.push(rows.put(row, key));
      const blobs = tx.objectStore("blobs");
      for (const key of change.delBlobs ?? []) writes.push(blobs.delete(key));
      for (const [key, row] of change.putBlobs ?? []) writes.push(blobs.put(row, key));
      await Promise.all([...writes, tx.done]);
      return true;
    },
    close: () => db.close(),
  };
}

async function openRegistry(app: string): Promise<Registry> {
  const db = await openDB<RegistryDB>(`massar-${app}`, 1, {
    upgrade(db) {
      db.createObjectStore("slots", { keyPath: "slot" });
    },
    blocking: () => db.close(),
  });
  return {
    list: () => db.getAll("slots"),
    async update(slot, change) {
      const tx = db.transaction("slots", "readwrite", { durability: "strict" });
      const next = change(await tx.store.get(slot));
      if (next) await tx.store.put(next);
      else await tx.store.delete(slot);
      await tx.done;
      return next;
    },
  };
}
