import type { Schemas } from "@massar/api";
import { OpenAccount } from "./account.ts";
import { countTry, goodTry, setBack } from "./pin.ts";
import type { Channel, Ports, Registry, SlotRecord, Store } from "./ports.ts";
import { jsonOf, post, Session, sessionHeader, type Tokens } from "./session.ts";
import {
  AlreadyHere, NoFreeSlot, OtherAccount, WrongPin,
  type Account, type Activation, type AppName, type Credentials, type Device, type LocalAccount, type Me, type Protection,
  type SecondFactorEnrolment, type SignOut,
} from "./types.ts";
import { plainSealer, requirePin, Vault, type Sealer } from "./vault.ts";

type SessionResponse = Schemas["massar.auth.v1.SessionResponse"];

const slots = 8;
/** Where the account's own record lies. */
const meName = "me";

/** PhoneDevice is the accounts of one app on this phone. */
export class PhoneDevice implements Device {
  readonly app: AppName;
  readonly protection: Protection;
  readonly #ports: Ports;
  readonly #registry: Registry;
  readonly #vault: Vault | undefined;
  readonly #channel: Channel;
  readonly #watchers = new Set<() => void>();
  #records: SlotRecord[] = [];

  constructor(app: AppName, ports: Ports, registry: Registry) {
    this.app = app;
    this.#ports = ports;
    this.#registry = registry;
    this.#vault = ports.subtle && new Vault(ports.subtle, ports);
    this.protection = this.#vault ? "sealed" : "memory";
    this.#channel = ports.channel(`massar-${app}`, () => void this.load());
  }

  /** Reads the list. A wait that a clock set back has made too long begins anew here: a try that is refused stores nothing. */
  async load(): Promise<void> {
    const now = this.#ports.clock.now();
    let records = await this.#registry.list();
    const back = records.filter((r) => setBack(r, now) !== r);
    for (const { slot } of back) await this.#registry.update(slot, (r) => r && setBack(r, now));
    if (back.length > 0) records = await this.#registry.list();
    this.#records = records;
    this.#tell();
  }

  get accounts(): LocalAccount[] {
    return this.#records.filter((r) => !r.ending).map((r) => this.#shown(r));
  }

  subscribe(fn: () => void): () => void {
    this.#watchers.add(fn);
    return () => this.#watchers.delete(fn);
  }

  async signIn(credentials: Credentials): Promise<Account> {
    if (credentials.pin !== undefined) requirePin(credentials.pin);
    return this.#onFreeSlot(async (slot) => {
      const answer = await this.#createSession(slot, credentials);
      return this.#settle(slot, answer, credentials.identifier, credentials.pin, credentials.label);
    });
  }

  async activate(activation: Activation): Promise<Account | { secondFactor: SecondFactorEnrolment }> {
    const { pin, label, ...body } = activation;
    if (pin !== undefined) requirePin(pin);
    return this.#onFreeSlot(async (slot) => {
      const answer = await this.#ask<SessionResponse>(slot, "/v1/auth/accounts:activate", { ...body, ...this.#deviceName(), cookie: true });
      if (answer.secondFactor && !answer.accessToken) return { secondFactor: answer.secondFactor };
      return this.#settle(slot, answer, answer.identifier, pin, label);
    });
  }

  async unlock(slot: number, pin?: string): Promise<Account> {
    const record = await this.#record(slot);
    const account = await this.#open(record, await this.#try(record, pin));
    void account.sync();
    return account;
  }

  async recover(slot: number, credentials: Credentials): Promise<Account> {
    if (credentials.pin !== undefined) requirePin(credentials.pin);
    const record = await this.#record(slot);
    const answer = await this.#createSession(slot, credentials);
    const { accountId } = answer.account;
    if (!this.#vault || !record.vault) throw new OtherAccount("nothing is locked here");
    const vault = await this.#vault.relock(record.vault, { recovered: true }, accountId, credentials.pin);
    const sealer = await this.#vault.recover(record.vault, accountId);
    if (!vault || !sealer) {
      // The cookie of the account that lives here is gone: it will ask for its password. Its data are untouched.
      await this.#end(slot, answer.accessToken);
      throw new OtherAccount("this is another account");
    }
    const now = this.#ports.clock.now();
    const names = shownNames(answer, credentials.identifier, credentials.pin, credentials.label);
    const next = await this.#update(slot, (r) => r && goodTry({ ...r, ...names, vault }, now));
    return this.#start(await this.#open(next ?? record, sealer), answer);
  }

  async forget(slot: number, options?: { force?: boolean }): Promise<SignOut> {
    const record = await this.#record(slot);
    if (record.waiting > 0 && !options?.force) return { done: false, waiting: record.waiting };
    await this.#wipe(slot, new Session(this.#ports, this.app, slot, () => undefined));
    return { done: true };
  }

  /** Ends sessions of accounts that were wiped while there was no network. */
  async endWiped(): Promise<void> {
    for (const record of this.#records.filter((r) => r.ending)) {
      await this.#endSession(record.slot, new Session(this.#ports, this.app, record.slot, () => undefined));
    }
  }

  /** Makes the record and the key of a new account and opens it. */
  async #settle(slot: number, answer: SessionResponse, identifier: string, pin?: string, label?: string): Promise<Account> {
    const { accountId } = answer.account;
    const there = await this.#slotOf(accountId);
    if (there !== undefined) {
      await this.#end(slot, answer.accessToken);
      throw new AlreadyHere(there);
    }
    const made = await this.#vault?.create(accountId, pin);
    const now = this.#ports.clock.now();
    const id = [...this.#ports.random(8)].map((b) => b.toString(16).padStart(2, "0")).join("");
    const record: SlotRecord = {
      slot, store: `massar-${this.app}-${id}`, ...shownNames(answer, identifier, pin, label), lastUsed: now, waiting: 0,
      vault: made?.record, failures: 0, lastFailure: 0, nextTryAt: 0,
    };
    const sealer = made?.sealer ?? plainSealer;
    const me: Me = { ...answer.account, identifier };
    const store = await this.#ports.stores.open(record.store);
    await writeMe(store, sealer, me);
    await this.#update(slot, () => record);
    void this.#ports.persist?.().catch(() => undefined);
    return this.#start(this.#account(record, sealer, store, me), answer);
  }

  async #start(account: OpenAccount | Promise<OpenAccount>, tokens: Tokens): Promise<OpenAccount> {
    const open = await account;
    await open.load();
    open.session.adopt(tokens);
    void open.sync();
    return open;
  }

  async #open(record: SlotRecord, sealer: Sealer): Promise<OpenAccount> {
    const store = await this.#ports.stores.open(record.store);
    const me = await readMe(store, sealer);
    const account = this.#account(record, sealer, store, me);
    await account.load();
    return account;
  }

  #account(record: SlotRecord, sealer: Sealer, store: Store, me: Me): OpenAccount {
    const { slot } = record;
    return new OpenAccount({
      ports: this.#ports, app: this.app, slot, me, store, sealer,
      hasPin: record.vault !== undefined && record.vault.openKey === undefined,
      device: {
        setPin: (current, next, label) => this.#setPin(slot, me, current, next, label),
        wipe: (session, keysGone) => this.#wipe(slot, session, keysGone),
        reload: () => this.load(),
        waiting: (waiting) => void this.#update(slot, (r) => r && { ...r, waiting }),
        closed: () => this.#tell(),
        signIn: async (password, totp) => {
          const answer = await this.#createSession(slot, { identifier: me.identifier, password, ...(totp ? { totp } : {}) });
          if (answer.account.accountId === me.accountId) return answer;
          await this.#end(slot, answer.accessToken);
          throw new OtherAccount("this is another account");
        },
      },
    });
  }

  /** Tries a PIN. The try is counted before it is made. */
  async #try(record: SlotRecord, pin: string | undefined): Promise<Sealer> {
    if (!this.#vault || !record.vault) return plainSealer;
    const { vault, slot } = record;
    const counted = vault.openKey ? undefined : await this.#counted(slot);
    const sealer = await this.#vault.open(vault, pin);
    if (!sealer) throw new WrongPin(new Date(counted?.nextTryAt ?? 0));
    await this.#update(slot, (r) => r && goodTry(r, this.#ports.clock.now()));
    return sealer;
  }

  async #counted(slot: number): Promise<SlotRecord | undefined> {
    const now = this.#ports.clock.now();
    return this.#update(slot, (r) => r && countTry(r, now));
  }

  async #setPin(slot: number, me: Me, current: string | undefined, next: string | undefined, label?: string): Promise<void> {
    const record = await this.#record(slot);
    if (!this.#vault || !record.vault) throw new WrongPin(new Date(0));
    if (next !== undefined) requirePin(next);
    await this.#try(record, current);
    const vault = await this.#vault.relock(record.vault, { pin: current }, me.accountId, next);
    if (!vault) throw new WrongPin(new Date(0));
    const names = shownNames({ account: me }, me.identifier, next, label);
    await this.#update(slot, (r) => r && { ...r, ...names, vault });
  }

  async #wipe(slot: number, session: Session, keysGone?: () => void): Promise<void> {
    const record = await this.#record(slot);
    // First the keys: what a kill leaves behind after this is not readable by anybody.
    const { vault: _, ...bare } = record;
    const tombstone: SlotRecord = { ...bare, vault: undefined, name: "", identifierHint: "", waiting: 0, ending: true };
    await this.#update(slot, () => tombstone);
    keysGone?.();
    await this.#ports.stores.drop(record.store);
    await this.#endSession(slot, session);
  }

  /** Without network the slot stays taken: its cookie, which no script can remove, still stands for the session. */
  async #endSession(slot: number, session: Session): Promise<void> {
    try {
      await this.load();
      // Another tab may have ended it, and somebody else live here by now.
      if (!this.#records.some((r) => r.slot === slot && r.ending)) return;
      const token = await session.token();
      if (token) await this.#end(slot, token);
      await this.#update(slot, (r) => (r?.ending ? undefined : r));
    } catch {
      // The list is read again at the next start, and this is tried again then.
    }
  }

  async #end(slot: number, token: string): Promise<void> {
    const headers = { Authorization: `Bearer ${token}` };
    const session = new Session(this.#ports, this.app, slot, () => undefined);
    await session.bare(new Request(`${this.#ports.origin}/v1/auth/sessions/current`, { method: "DELETE", headers }));
  }

  #createSession(slot: number, { identifier, password, totp }: Credentials): Promise<SessionResponse> {
    const body = { identifier, password, app: this.app, cookie: true, ...this.#deviceName(), ...(totp ? { totp } : {}) };
    return this.#ask(slot, "/v1/auth/sessions", body);
  }

  /** By this the person knows the device again among those where the account is open. */
  #deviceName(): { device?: { name: string; publicKey: string } } {
    const name = this.#ports.deviceName?.() ?? "";
    return name === "" ? {} : { device: { name, publicKey: "" } };
  }

  async #ask<T>(slot: number, path: string, body: unknown): Promise<T> {
    const session = new Session(this.#ports, this.app, slot, () => undefined);
    return jsonOf<T>(await session.bare(post(this.#ports, path, body)));
  }

  /** Which slot an account has: only its own id opens the recovery box. */
  async #slotOf(accountId: string): Promise<number | undefined> {
    for (const { slot, vault } of this.#records) if (vault && (await this.#vault?.recover(vault, accountId))) return slot;
    return undefined;
  }

  /** One sign-in at a time among all tabs: two would take the same slot, and the second overwrite the first. */
  #onFreeSlot<T>(fn: (slot: number) => Promise<T>): Promise<T> {
    return this.#ports.locks.run(`massar-${this.app}-slots`, async () => fn(await this.#freeSlot()));
  }

  async #freeSlot(): Promise<number> {
    await this.load();
    const taken = new Set(this.#records.map((r) => r.slot));
    for (let slot = 0; slot < slots; slot++) if (!taken.has(slot)) return slot;
    throw new NoFreeSlot(`a phone holds ${slots} accounts`);
  }

  async #record(slot: number): Promise<SlotRecord> {
    await this.load();
    const record = this.#records.find((r) => r.slot === slot && !r.ending);
    if (!record) throw new RangeError(`no account on slot ${slot}`);
    return record;
  }

  async #update(slot: number, change: (r: SlotRecord | undefined) => SlotRecord | undefined): Promise<SlotRecord | undefined> {
    const next = await this.#registry.update(slot, change);
    await this.load();
    this.#channel.post({ what: "accounts" });
    return next;
  }

  #shown(r: SlotRecord): LocalAccount {
    const shown: LocalAccount = {
      slot: r.slot, name: r.name, identifierHint: r.identifierHint, hasPin: r.vault !== undefined && !r.vault.openKey,
      lastUsed: new Date(r.lastUsed), waiting: r.waiting,
    };
    return r.nextTryAt > this.#ports.clock.now() ? { ...shown, lockedUntil: new Date(r.nextTryAt) } : shown;
  }

  #tell(): void {
    for (const fn of [...this.#watchers]) fn();
  }
}

/** shownNames is what everybody who holds the phone may read: behind a PIN no more than its owner chose. */
function shownNames(
  { account }: { account: Pick<Me, "name" | "locale"> },
  identifier: string,
  pin: string | undefined,
  label: string | undefined,
): Pick<SlotRecord, "name" | "identifierHint"> {
  const full = account.locale === "fr" ? account.name.latin || account.name.ar : account.name.ar || account.name.latin;
  if (pin === undefined) return { name: label ?? full, identifierHint: identifier.slice(-4) };
  const initials = full.split(/\s+/).filter(Boolean).slice(0, 2).map((word) => [...word][0] ?? "").join(" ");
  const name = label ?? initials;
  // Two guardians without a name on one phone would look the same.
  return { name, identifierHint: name === "" ? identifier.slice(-4) : "" };
}

async function writeMe(store: Store, sealer: Sealer, me: Me): Promise<void> {
  const key = await sealer.key(meName);
  const { rev } = await store.load("account");
  await store.commit("account", rev, { put: [[key, await sealer.seal(`account/${key}`, me)]] }, true);
}

async function readMe(store: Store, sealer: Sealer): Promise<Me> {
  const key = await sealer.key(meName);
  const row = (await store.load("account")).rows.get(key);
  if (!row) throw new RangeError("the account was wiped");
  return (await sealer.open(`account/${key}`, row)) as Me;
}
