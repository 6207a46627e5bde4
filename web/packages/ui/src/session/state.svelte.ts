import { getContext, setContext } from "svelte";
import { createSubscriber } from "svelte/reactivity";
import { createApi, type ApiClient } from "@massar/api";
import { lang } from "@massar/i18n";
import { openDevice, type Account, type Device, type LocalAccount } from "@massar/offline";
import { openAccount, setAccount } from "../account.svelte.js";
import type { AppName } from "../start";
import { codeIn } from "./code";

/** Where a person stands before an account is open. */
export type Step =
  | { at: "loading" }
  | { at: "accounts" }
  | { at: "signIn"; identifier?: string; reset?: boolean }
  | { at: "activate"; code: string }
  /** The code is known where it was scanned or pasted. */
  | { at: "reset"; code?: string }
  | { at: "unlock"; slot: number }
  | { at: "recover"; slot: number }
  /** Signed in for the first time on this phone: the PIN is offered, and a new identifier is shown. */
  | { at: "welcome"; identifier?: string }
  | { at: "open" };

/** A phone that lies open is locked again after this long out of sight. */
const lockAfter = 5 * 60_000;
/** How often a page in sight looks whether what it shows has become old. */
const refreshMs = 60_000;

/** Session is the one state of signing in and out on this page. */
export class Session {
  readonly app: AppName;
  step = $state.raw<Step>({ at: "loading" });
  #device = $state.raw<Device>();
  #watchDevice: () => void = () => undefined;
  #openApi: ApiClient | undefined;
  /** Whose screen the address names; undefined where it is for whoever comes. */
  #addressOf: number | undefined;

  constructor(app: AppName) {
    this.app = app;
  }

  /** Reads what is on the phone and goes to the screen that fits. */
  async start(): Promise<void> {
    const device = await openDevice(this.app);
    this.#device = device;
    this.#watchDevice = createSubscriber((update) => device.subscribe(update));
    this.#addressOf = this.accounts[0]?.slot;
    if (!this.#scanned()) await this.home();
  }

  /** A code in the address comes before all else: somebody has just held the camera on the paper. */
  #scanned(): boolean {
    const read = codeIn(location.hash);
    if (!read?.use) return false;
    // Neither the history nor whoever takes the phone next needs it.
    location.replace("#/");
    this.go({ at: read.use, code: read.code });
    return true;
  }

  /** Leaves the screen of a code, which was not used. */
  async leaveCode(to = "#/"): Promise<void> {
    location.replace(to);
    this.#addressOf = undefined;
    if (openAccount()) this.go({ at: "open" });
    else await this.home();
  }

  get device(): Device | undefined {
    this.#watchDevice();
    return this.#device;
  }

  /** The accounts of this phone, the last used first. */
  get accounts(): LocalAccount[] {
    return [...(this.device?.accounts ?? [])].sort((a, b) => b.lastUsed.getTime() - a.lastUsed.getTime());
  }

  /** For calls that need no account. */
  get api(): ApiClient {
    this.#openApi ??= createApi({ lang: () => lang.value, baseUrl: location.origin });
    return this.#openApi;
  }

  go(step: Step): void {
    this.step = step;
  }

  /** The screen that a closed page opens with: the only account at once, else the list, else the sign-in. */
  async home(): Promise<void> {
    const accounts = this.accounts;
    const only = accounts.length === 1 ? accounts[0] : undefined;
    if (only) await this.pick(only);
    else this.go(accounts.length === 0 ? { at: "signIn" } : { at: "accounts" });
  }

  /** Opens an account of the list, after its PIN where it has one. */
  async pick(local: LocalAccount): Promise<void> {
    if (openAccount()?.slot === local.slot) return this.go({ at: "open" });
    if (local.hasPin) return this.go({ at: "unlock", slot: local.slot });
    this.open(await this.mustDevice().unlock(local.slot));
  }

  mustDevice(): Device {
    if (!this.#device) throw new Error("the device is not open yet");
    return this.#device;
  }

  /** Shows the app with an account. */
  open(account: Account, welcome?: { identifier?: string }): void {
    this.#shut(account);
    // Somebody else's screen is none of his: he would find that there is nothing there.
    if (this.#addressOf !== undefined && this.#addressOf !== account.slot) location.replace("#/");
    this.#addressOf = account.slot;
    setAccount(account);
    if (welcome) this.go({ at: "welcome", ...welcome });
    else this.go({ at: "open" });
  }

  /** Locks what is open, in all tabs, and shows the accounts of this phone. */
  leave(): void {
    openAccount()?.lock();
    setAccount(undefined);
    const [only, more] = this.accounts;
    if (only?.hasPin && !more) this.go({ at: "unlock", slot: only.slot });
    else this.go(only ? { at: "accounts" } : { at: "signIn" });
  }

  /** After a sign-out that wiped the account. */
  async wiped(): Promise<void> {
    setAccount(undefined);
    // The address named something of the account that is gone.
    location.hash = "#/";
    await this.home();
  }

  /** Another tab locked the account or wiped it: this one asks who is there. */
  closedElsewhere(account: Account): void {
    setAccount(undefined);
    const locked = this.accounts.find((a) => a.slot === account.slot && a.hasPin);
    if (locked) return this.go({ at: "unlock", slot: locked.slot });
    location.hash = "#/";
    this.leave();
  }

  /** Puts the open account away, unless it is the one that goes on. */
  #shut(next: Account | undefined): void {
    const account = openAccount();
    if (!account || account === next) return;
    // Another tab may go on with it: there it is in somebody's hand.
    if (account.hasPin) account.lock("here");
    setAccount(undefined);
  }

  /** Hears of a code that was scanned into an open page, keeps one that stays in sight fresh, and locks an account with a PIN when the page comes back after a long time out of sight. */
  watch(): () => void {
    let hidden = 0;
    const changed = (): void => {
      if (document.visibilityState === "hidden") {
        hidden = Date.now();
        return;
      }
      const account = openAccount();
      if (!account?.hasPin || hidden === 0 || Date.now() - hidden < lockAfter) return;
      this.#shut(undefined);
      this.go({ at: "unlock", slot: account.slot });
    };
    const scanned = (): void => void this.#scanned();
    const looking = setInterval(() => document.visibilityState === "visible" && openAccount()?.refresh(), refreshMs);
    document.addEventListener("visibilitychange", changed);
    addEventListener("hashchange", scanned);
    return () => {
      clearInterval(looking);
      document.removeEventListener("visibilitychange", changed);
      removeEventListener("hashchange", scanned);
    };
  }
}

const key = Symbol("session");

/** Makes the session of a page known to what is drawn inside it. */
export function provideSession(session: Session): void {
  setContext(key, session);
}

/** The session of this page. */
export function useSession(): Session {
  const session = getContext<Session | undefined>(key);
  if (!session) throw new Error("no session around this component");
  return session;
}
