import type { ApiClient, Name, Schemas, Transport } from "@massar/api";

/** AppName is one of the four apps; each has its own accounts on the phone. */
export type AppName = "moutamadris" | "waliye" | "moudaris" | "idara";

/** LocalAccount is what may be shown of an account before it is opened. See decision 0021. */
export interface LocalAccount {
  /** 0 to 7. */
  slot: number;
  /** The person's name; behind a PIN only the initials, or the words that its owner chose to show. */
  name: string;
  /** The end of what the person signs in with; behind a PIN empty, unless there is no name to show. */
  identifierHint: string;
  hasPin: boolean;
  lastUsed: Date;
  /** Things that the server has not received, as the queue counts them. */
  waiting: number;
  /** Wrong PINs were typed: no other is looked at before this. */
  lockedUntil?: Date;
}

export interface Credentials {
  identifier: string;
  password: string;
  totp?: string;
  /** 4 to 8 digits. */
  pin?: string;
  /** What the list of accounts shows to everybody who holds the phone, where there is a PIN. */
  label?: string;
}

export interface Activation {
  activationCode: string;
  password: string;
  phone?: string;
  locale?: "ar" | "fr";
  totp?: string;
  pin?: string;
  label?: string;
}

export type SecondFactorEnrolment = Schemas["massar.auth.v1.SecondFactorEnrolment"];

/** Storage says what this browser can do: see decision 0021. */
export type Protection =
  /** Data are encrypted on the phone. */
  | "sealed"
  /** Nothing is written on the phone: all is forgotten when the tab is closed. The screen must say so. */
  | "memory";

export interface Device {
  readonly app: AppName;
  readonly protection: Protection;
  readonly accounts: LocalAccount[];
  subscribe(fn: () => void): () => void;
  /** Signs in on a free slot. Throws ApiError, Offline, AlreadyHere, NoFreeSlot. */
  signIn(credentials: Credentials): Promise<Account>;
  /** Makes the account of a printed code and signs in; a role that needs a second factor is asked for it first. */
  activate(activation: Activation): Promise<Account | { secondFactor: SecondFactorEnrolment }>;
  /** Opens an account, without any network. Throws WrongPin and PinLocked. */
  unlock(slot: number, pin?: string): Promise<Account>;
  /** For a forgotten PIN: the password opens the account, with all that it had, and sets the new PIN. */
  recover(slot: number, credentials: Credentials): Promise<Account>;
  /** Removes an account that cannot be opened. Refuses while operations wait, unless forced. */
  forget(slot: number, options?: { force?: boolean }): Promise<SignOut>;
}

/** SignOut says whether all of an account was wiped; it is kept while the server lacks something. */
export type SignOut = { done: true } | { done: false; waiting: number };

/** Me is who is signed in. */
export interface Me {
  accountId: string;
  role: string;
  name: Name;
  locale: string;
  /** What the person signs in with. */
  identifier: string;
}

export interface Account {
  readonly slot: number;
  readonly me: Me;
  readonly api: ApiClient;
  /** For what openapi-fetch cannot: downloads. */
  readonly transport: Transport;
  readonly mirror: Mirror;
  readonly queue: Queue;
  /** What the last real request said: the server answers. */
  readonly online: boolean;
  /** The session is over: sign in again; everything is kept. */
  readonly signedOut: boolean;
  readonly hasPin: boolean;
  /** Sends what waits and brings what changed. Never throws: `online`, `signedOut` and `lastError` say how it went. */
  sync(): Promise<void>;
  /** Brings what changed if nobody has asked for five minutes, and no later try is planned: for a page that stays in sight. */
  refresh(): void;
  /** Why the last sync failed while the server could be reached; undefined when it did not. */
  readonly lastError: Error | undefined;
  /** When the last sync succeeded. */
  readonly syncedAt: Date | undefined;
  /** The clock of the school, from the last sync. */
  schoolTime(): Date;
  /** What the school's clock was ahead of UTC, and when, as the last sync said; undefined before the first. */
  readonly schoolZone: { minutes: number; at: Date } | undefined;
  /** An access token for an upload that is not sent through `api`. */
  token(): Promise<string | undefined>;
  subscribe(fn: () => void): () => void;
  /** Sets, changes or (undefined) removes the PIN. Throws WrongPin. */
  setPin(current: string | undefined, next: string | undefined, label?: string): Promise<void>;
  /** Forgets the key, in all tabs or in this one: the PIN is asked again. */
  lock(where?: "everywhere" | "here"): void;
  /**
   * Has `fn` called when this tab is about to let go of the account, whoever wanted so: what it adds to the queue is
   * still written down. Not called when the account is wiped.
   */
  beforeClose(fn: () => void | Promise<void>): () => void;
  /** Whether this tab let go of it, and who wanted so: a person here, or one in another tab. */
  readonly closed: "no" | "here" | "elsewhere";
  /** Ends the session and wipes the account from the phone. */
  signOut(options?: { force?: boolean }): Promise<SignOut>;
  signInAgain(password: string, totp?: string): Promise<void>;
}

/** Item is one entry of a part. */
export interface Item {
  order: string;
  tag: string;
  kind: string;
  value: unknown;
}

/** Part is a set of items that the server keeps up to date, such as the marks of a semester. */
export interface Part {
  name: string;
  /** When a sync last confirmed it. */
  at: Date;
  /** By `order`. */
  items: readonly Item[];
}

export interface Kept<T> {
  value: T;
  at: Date;
}

export interface Mirror {
  part(name: string): Part | undefined;
  /** The names of the parts held. */
  names(): string[];
  /** The values of one kind of a part, in order; empty where nothing is held. */
  values<T>(name: string, kind: string): T[];
  /** Told when a part or a kept answer changes; `*` is told of every change, and of every sync. */
  subscribe(name: string, fn: () => void): () => void;
  /**
   * Fetches and keeps an answer. Without network the kept one is given; that it is old is said by at(path). Throws
   * Offline when there is none.
   */
  keep<T>(path: string, fetch: () => Promise<T>): Promise<T>;
  /** What was kept, at once. */
  kept<T>(path: string): Kept<T> | undefined;
  /** When a part or a kept answer was last confirmed. */
  at(name: string): Date | undefined;
}

export type Attendance = Schemas["massar.type.v1.Attendance.Value"];
export type MarkState = Schemas["massar.type.v1.MarkState.Value"];

/** RegisterOp is what a teacher said of a lesson. No entries: the register is taken, everybody is present. */
export interface RegisterOp {
  kind: "REGISTER";
  lessonId: string;
  entries: RegisterEdit[];
  lateReason?: string;
}

export interface RegisterEdit {
  studentId: string;
  state: Attendance;
  minutesLate?: number;
  /** The version that the screen showed. */
  version: number;
}

/** MarksOp is what a teacher entered on a sheet. */
export interface MarksOp {
  kind: "MARKS";
  markSheetId: string;
  cells?: CellEdit[];
  remarks?: RemarkEdit[];
}

/** CellEdit has a mark as typed, or a state. */
export interface CellEdit {
  studentId: string;
  column: string;
  mark?: string;
  state?: MarkState;
  version: number;
}

export interface RemarkEdit {
  studentId: string;
  text: string;
  version: number;
}

/** JustificationOp is an excuse with its papers. */
export interface JustificationOp {
  kind: "JUSTIFICATION";
  studentId: string;
  from: string;
  to?: string;
  reason: Schemas["massar.type.v1.JustificationReason.Value"];
  text?: string;
  documents?: Blob[];
}

export type Operation = RegisterOp | MarksOp | JustificationOp;

/** OpState is what became of an operation, or of one of its edits. */
export type OpState =
  /** On this phone only. */
  | "PHONE"
  /** On its way. */
  | "SENDING"
  /** The server has it. */
  | "RECEIVED"
  /** Somebody else wrote first: the person decides. */
  | "CONFLICT"
  /** The server said no: `refusal` says why. */
  | "REFUSED";

/** EditValue is what an edit says; which fields there are depends on the kind. */
export interface EditValue {
  state?: string;
  minutesLate?: number;
  mark?: string;
  text?: string;
}

/** Theirs is what stands on the server instead. */
export interface Theirs {
  value: EditValue;
  version: number;
  by: string;
  at: string;
}

export interface Refusal {
  /** The server's, or PAPER_LOST: a paper of the operation is not on this phone any more. */
  reason: string;
  /** In the person's language; may be empty where it is not the server's. */
  message: string;
  requestId?: string;
}

/** CellState is what the phone knows of one cell beyond what the server said. */
export interface CellState {
  opId: string;
  /** `<studentId>`, `<studentId>/C1`, `<studentId>/REMARK`. */
  cell: string;
  value: EditValue;
  /** To be sent with the next edit of the cell. */
  version: number;
  state: OpState;
  theirs?: Theirs;
  refusal?: Refusal;
}

/** QueuedOp is an operation as the screens see it. */
export interface QueuedOp {
  opId: string;
  kind: Operation["kind"];
  /** `register/<lessonId>`, `sheet/<id>`, `child/<id>/justifications`: as the part of the mirror. */
  resource: string;
  state: OpState;
  createdAt: Date;
  edits: CellState[];
  /** Why the whole was refused. */
  refusal?: Refusal;
  /** Only with JUSTIFICATION; untried: no byte of it has left the phone. */
  justification?: Omit<JustificationOp, "kind" | "documents"> & { documents: number; sent: number; untried: boolean };
  lateReason?: string;
}

/** Choice is what a person decides about a conflict. */
export type Choice = "MINE" | "THEIRS";

export interface Queue {
  /** Stores an operation on the phone; it is safe there when the promise is kept. */
  add(op: Operation): Promise<QueuedOp>;
  list(resource?: string): QueuedOp[];
  /** What is to be shown over the server's values, by cell. */
  overlay(resource: string): ReadonlyMap<string, CellState>;
  subscribe(fn: () => void): () => void;
  /** Decides the conflicts of an operation, or of one of its cells. */
  resolve(opId: string, choice: Choice, cell?: string): Promise<void>;
  /** Takes a refused operation off the list: its edits are dropped, which the person has seen. */
  dismiss(opId: string): Promise<void>;
  /** Takes a justification back while it is untried; false: too late. */
  cancel(opId: string): Promise<boolean>;
  /** Sends what a refused register held once more, with the reason that was missing. */
  again(opId: string, change?: { lateReason?: string }): Promise<QueuedOp>;
  /** How many things the server has not received, refused ones and conflicts included: cells, registers, justifications. */
  readonly waiting: number;
  /** Sends what can be sent now. */
  flush(): Promise<void>;
}

/** WrongPin: the next try may be made at `nextTryAt`. */
export class WrongPin extends Error {
  override readonly name = "WrongPin";
  readonly nextTryAt: Date;
  constructor(nextTryAt: Date) {
    super("wrong PIN");
    this.nextTryAt = nextTryAt;
  }
}

/** PinLocked: this PIN was not looked at. */
export class PinLocked extends Error {
  override readonly name = "PinLocked";
  readonly nextTryAt: Date;
  constructor(nextTryAt: Date) {
    super("too many wrong PINs");
    this.nextTryAt = nextTryAt;
  }
}

/** BadPin: a PIN is 4 to 8 digits. */
export class BadPin extends Error {
  override readonly name = "BadPin";
}

/** AlreadyHere: the account is on this phone, on this slot. */
export class AlreadyHere extends Error {
  override readonly name = "AlreadyHere";
  readonly slot: number;
  constructor(slot: number) {
    super("the account is on this phone");
    this.slot = slot;
  }
}

/** NoFreeSlot: the phone holds as many accounts as it can. */
export class NoFreeSlot extends Error {
  override readonly name = "NoFreeSlot";
}

/** OtherAccount: somebody else signed in where one account was expected. */
export class OtherAccount extends Error {
  override readonly name = "OtherAccount";
}
