import { setSchoolZone } from "@massar/i18n";
import type { Account, Mirror, Part, QueuedOp } from "@massar/offline/types.ts";
import { createSubscriber } from "svelte/reactivity";

let open = $state.raw<Account>();
let unfollow: (() => void) | undefined;

/** Says which account is open; undefined when it was locked or signed out. */
export function setAccount(account: Account | undefined): void {
  unfollow?.();
  unfollow = account?.subscribe(() => followZone(account));
  if (account) followZone(account);
  open = account;
}

function followZone({ schoolZone }: Account): void {
  // Held against the moment at which it was said: since then the clocks may have been changed for Ramadan.
  if (schoolZone) setSchoolZone(schoolZone.minutes, schoolZone.at);
}

/** A screen that is opened with data older than this asks for what is new. */
const staleAfter = 60_000;
const tried = new WeakMap<Account, number>();

/** Brings what changed where the last sync is old, for a page that stays in sight for hours; a failure is tried once in that time too. */
export function syncStale(): void {
  const account = open;
  if (!account?.online || account.signedOut || !account.syncedAt) return;
  const now = Date.now();
  if (now - Math.max(account.syncedAt.getTime(), tried.get(account) ?? 0) <= staleAfter) return;
  tried.set(account, now);
  void account.sync();
}

type Subscribe = (fn: () => void) => () => void;

// One subscription for each thing that is watched, shared by all that read it; Svelte ends it when nothing does.
const watched = new WeakMap<object, Map<string, () => void>>();

function watch(owner: object, name: string, subscribe: Subscribe): void {
  let names = watched.get(owner);
  if (!names) watched.set(owner, (names = new Map()));
  let read = names.get(name);
  if (!read) names.set(name, (read = createSubscriber(subscribe)));
  read();
}

/** The open account, drawn again when its network, session or sync state changes; undefined when none is open. */
export function openAccount(): Account | undefined {
  const account = open;
  if (account) watch(account, "*", (fn) => account.subscribe(fn));
  return account;
}

/** As openAccount, for the screens behind the sign-in. */
export function useAccount(): Account {
  const account = openAccount();
  if (!account) throw new Error("no account is open");
  return account;
}

function mirrorOf(name: string): Mirror {
  const { mirror } = useAccount();
  watch(mirror, name, (fn) => mirror.subscribe(name, fn));
  return mirror;
}

/** A part of the mirror, as a rune. Pass a function where the name changes: `usePart(() => "week/" + week)`. */
export interface PartRune {
  /** Undefined where the phone does not hold it. */
  readonly part: Part | undefined;
  /** When a sync last confirmed it. */
  readonly at: Date | undefined;
  /** Values of a kind, in order. */
  values<T>(kind: string): T[];
  /** The first value of a kind. */
  value<T>(kind: string): T | undefined;
}

export function usePart(name: string | (() => string)): PartRune {
  const named = (): string => (typeof name === "string" ? name : name());
  return {
    get part() {
      return mirrorOf(named()).part(named());
    },
    get at() {
      return mirrorOf(named()).at(named());
    },
    values: <T>(kind: string) => mirrorOf(named()).values<T>(named(), kind),
    value: <T>(kind: string) => mirrorOf(named()).values<T>(named(), kind)[0],
  };
}

/** Operations of a resource (or all) that the phone still holds, as a rune. */
export function useQueue(resource?: () => string): { readonly ops: QueuedOp[] } {
  return {
    get ops() {
      const { queue } = useAccount();
      watch(queue, "*", (fn) => queue.subscribe(fn));
      return queue.list(resource?.());
    },
  };
}
