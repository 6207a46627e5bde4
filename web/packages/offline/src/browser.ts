import { indexedDBStores } from "./indexeddb.ts";
import { deviceName } from "./devicename.ts";
import { memoryLocks, memoryStores } from "./memory.ts";
import type { Message, Ports } from "./ports.ts";

/**
 * browserPorts are the real outside. Without WebCrypto (a page that is not on a secure origin) or without locks among
 * tabs (browsers from before 2022) nothing is kept: readable data, or an operation sent by two tabs, would be worse.
 */
export function browserPorts(lang: () => string): Ports {
  const subtle = globalThis.crypto.subtle as SubtleCrypto | undefined;
  const locks = navigator.locks as LockManager | undefined;
  const keeps = subtle !== undefined && locks !== undefined && typeof indexedDB !== "undefined";
  return {
    fetch: (request) => fetch(request),
    origin: location.origin,
    clock: {
      now: () => Date.now(),
      after(ms, fn) {
        const timer = setTimeout(fn, ms);
        return () => clearTimeout(timer);
      },
    },
    random: (bytes) => crypto.getRandomValues(new Uint8Array(bytes)),
    subtle: keeps ? subtle : undefined,
    stores: keeps ? indexedDBStores() : memoryStores(),
    locks: keeps ? tabLocks(locks) : memoryLocks(),
    channel(name, fn) {
      // Safari before 15.4 has none. It has no locks either: nothing is kept, and the tabs have nothing to tell each other.
      if (typeof BroadcastChannel === "undefined") return { post: () => undefined, close: () => undefined };
      const channel = new BroadcastChannel(name);
      channel.onmessage = (e: MessageEvent<Message>) => fn(e.data);
      return { post: (message) => channel.postMessage(message), close: () => channel.close() };
    },
    signals: {
      online: (fn) => listen(window, "online", fn),
      offline: (fn) => listen(window, "offline", fn),
      visible: (fn) => listen(document, "visibilitychange", () => document.visibilityState === "visible" && fn()),
      away: () => !navigator.onLine,
    },
    lang,
    deviceName: () => deviceName(navigator),
    // It may say no, and without installation often does: then unsent work is as safe as the browser wants.
    persist: async () => keeps && navigator.storage?.persist(),
  };
}

function listen(target: EventTarget, name: string, fn: () => void): () => void {
  target.addEventListener(name, fn);
  return () => target.removeEventListener(name, fn);
}

function tabLocks(locks: LockManager): Ports["locks"] {
  return {
    run: <T>(name: string, fn: () => Promise<T>) => locks.request(name, fn) as Promise<T>,
    tryRun: <T>(name: string, fn: () => Promise<T>) =>
      locks.request(name, { ifAvailable: true }, (lock) => (lock ? fn() : Promise.resolve(undefined))) as Promise<T | undefined>,
  };
}
