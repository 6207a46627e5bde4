// What lies on the phone, as somebody reads it who opens the browser's own storage.
import type { BrowserContext, Page } from "@playwright/test";

export interface Disk {
  /** The list of the app's accounts, by slot. */
  slots: { slot: number; store: string; shown: string; locked: boolean; ending: boolean }[];
  /** How many rows the databases of accounts have, by name. */
  rows: Record<string, number>;
  /** All that can be read there without a key: words, names of things, what the worker and the page keep. */
  text: string;
}

/** Reads all that an app keeps on this phone. */
export function disk(page: Page, app: string): Promise<Disk> {
  return page.evaluate(async (app) => {
    const answered = <T>(request: IDBRequest<T>): Promise<T> =>
      new Promise((done, failed) => {
        request.onsuccess = () => done(request.result);
        request.onerror = () => failed(request.error ?? new Error("the database does not open"));
      });
    const said = (value: unknown): string => {
      if (value instanceof Uint8Array) return new TextDecoder().decode(value);
      if (typeof value !== "object" || value === null) return String(value);
      return Object.entries(value).map(([name, inner]) => `${name} ${said(inner)}`).join("\n");
    };
    const found: Disk = { slots: [], rows: {}, text: Object.entries(localStorage).flat().join("\n") };
    for (const name of await caches.keys()) {
      for (const request of await (await caches.open(name)).keys()) found.text += `\n${request.url}`;
    }
    for (const { name = "" } of await indexedDB.databases()) {
      const base = await answered(indexedDB.open(name));
      const tables = [...base.objectStoreNames];
      let rows = 0;
      for (const table of tables) {
        const store = base.transaction(table).objectStore(table);
        const [keys, values] = await Promise.all([answered(store.getAllKeys()), answered(store.getAll() as IDBRequest<unknown[]>)]);
        found.text += `\n${keys.map(String).join("\n")}\n${values.map(said).join("\n")}`;
        if (table !== "revs") rows += values.length;
        if (name !== `massar-${app}`) continue;
        for (const one of values as { slot: number; store: string; name: string; identifierHint: string; vault?: { openKey?: unknown }; ending?: boolean }[]) {
          const locked = one.vault !== undefined && one.vault.openKey === undefined;
          found.slots.push({ slot: one.slot, store: one.store, shown: one.name + one.identifierHint, locked, ending: one.ending ?? false });
        }
      }
      if (name !== `massar-${app}`) found.rows[name] = rows;
      base.close();
    }
    return found;
  }, app);
}

/** The sessions whose cookies this phone has, such as `waliye.0`. */
export async function cookies(context: BrowserContext): Promise<string[]> {
  return (await context.cookies()).map(({ name }) => name.replace(/^massar_refresh_/, "")).sort();
}
