/** Row is a record of a store: never readable text, see Sealer. */
export type Row = Uint8Array;

/** Table is one of the tables of an account. Beside them are the blobs, which are big and read one at a time. */
export type Table = "account" | "mirror" | "queue";

/** Snapshot is a whole table at one revision. */
export interface Snapshot {
  rev: number;
  rows: Map<string, Row>;
}

export interface Change {
  put?: [key: string, row: Row][];
  del?: string[];
  putBlobs?: [key: string, row: Row][];
  delBlobs?: string[];
}

/** Store is what one account keeps on the phone. */
export interface Store {
  load(table: Table): Promise<Snapshot>;
  blob(key: string): Promise<Row | undefined>;
  /**
   * Applies a change as one, only while the table is at revision `rev`: two tabs never overwrite each other. Gives
   * false where it is not; the next revision is rev + 1. With `strict` it is on the disk, not only on its way there.
   */
  commit(table: Table, rev: number, change: Change, strict?: boolean): Promise<boolean>;
  close(): void;
}

/** SlotRecord is an account in the list of the phone. What stands here is readable by who opens the phone. */
export interface SlotRecord {
  slot: number;
  /** The database of the account. */
  store: string;
  name: string;
  identifierHint: string;
  lastUsed: number;
  waiting: number;
  vault: VaultRecord | undefined;
  failures: number;
  lastFailure: number;
  nextTryAt: number;
  /** Wiped; the session is still to be ended on the server. */
  ending?: boolean;
}

/** VaultRecord is the data key in its locked boxes. */
export interface VaultRecord {
  salt: Uint8Array;
  iterations: number;
  /** Non-extractable: it cannot leave this browser by its own means. */
  deviceKey: CryptoKey;
  /** Without a PIN the key that opens `main` lies beside it. */
  openKey?: CryptoKey;
  /** The master key, locked by the PIN, or by `openKey`. */
  main: Uint8Array;
  /** The master key, locked by the account id that only a sign-in tells. */
  recovery: Uint8Array;
}

/** Registry is the list of accounts of an app on this phone. */
export interface Registry {
  list(): Promise<SlotRecord[]>;
  /** Changes one record as one; undefined deletes it. */
  update(slot: number, change: (record: SlotRecord | undefined) => SlotRecord | undefined): Promise<SlotRecord | undefined>;
}

/** Stores opens what is on the phone. */
export interface Stores {
  registry(app: string): Promise<Registry>;
  open(name: string): Promise<Store>;
  drop(name: string): Promise<void>;
}

/** Locks hold one holder at a time among all tabs; a killed tab lets go. */
export interface Locks {
  run<T>(name: string, fn: () => Promise<T>): Promise<T>;
  /** Gives undefined at once when somebody else holds it. */
  tryRun<T>(name: string, fn: () => Promise<T>): Promise<T | undefined>;
}

/** Channel reaches the other tabs, not this one. */
export interface Channel {
  post(message: Message): void;
  close(): void;
}

export interface Message {
  what: "mirror" | "queue" | "lock" | "wiped" | "session" | "accounts";
  names?: string[];
}

export interface Clock {
  now(): number;
  /** Calls once, later; gives the way to call it off. */
  after(ms: number, fn: () => void): () => void;
}

/** Signals are hints of the browser: something may be worth a try. */
interface Signals {
  online(fn: () => void): () => void;
  offline(fn: () => void): () => void;
  visible(fn: () => void): () => void;
  /** The browser believes that there is no network; it may be wrong. */
  away(): boolean;
}

/** Ports are everything of the outside: tests put their own in. */
export interface Ports {
  fetch: (request: Request) => Promise<Response>;
  origin: string;
  clock: Clock;
  random(bytes: number): Uint8Array;
  /** Undefined where the page is not on a secure origin: then nothing is kept. */
  subtle: SubtleCrypto | undefined;
  stores: Stores;
  locks: Locks;
  channel(name: string, fn: (message: Message) => void): Channel;
  signals: Signals;
  lang(): string;
  /** What this device is called among the places where one is signed in, such as "Android · Chrome". */
  deviceName?: () => string;
  /** Asks the browser not to throw away what is kept when it is short of room. */
  persist?: () => Promise<unknown>;
  /** Rounds of the PIN check; measured on the device where it is not given. */
  pinIterations?: number;
}
