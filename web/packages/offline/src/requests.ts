import type { Schemas } from "@massar/api";
import type { Answer, Edit, Op, Outcome } from "./ledger.ts";
import type { AppName, CellEdit, EditValue, MarkState, MarksOp, RegisterOp, Theirs } from "./types.ts";

type SaveResult = Schemas["massar.type.v1.SaveResult"];
type RegisterResult = Schemas["massar.type.v1.RegisterResult"];

/** The column under which the server speaks of a remark. */
const remarkColumn = "REMARK";

/** Sent is a request that is the same at every try. */
export interface Sent {
  method: "POST" | "PUT";
  path: string;
  key: string;
}

export function registerResource(lessonId: string): string {
  return `register/${lessonId}`;
}

export function sheetResource(markSheetId: string): string {
  return `sheet/${markSheetId}`;
}

export function justificationResource(studentId: string): string {
  return `child/${studentId}/justifications`;
}

/** registerEdits are the edits of a register, by student. */
export function registerEdits(op: RegisterOp): Edit[] {
  return op.entries.map((e) => ({
    cell: e.studentId,
    value: { state: e.state, ...(e.minutesLate ? { minutesLate: e.minutesLate } : {}) },
    version: e.version,
  }));
}

/** marksEdits are the edits of a sheet, by student and column. */
export function marksEdits(op: MarksOp): Edit[] {
  return [
    ...(op.cells ?? []).map((c) => ({ cell: `${c.studentId}/${c.column}`, value: markValue(c), version: c.version })),
    ...(op.remarks ?? []).map((r) => ({ cell: `${r.studentId}/${remarkColumn}`, value: { text: r.text }, version: r.version })),
  ];
}

function markValue(c: CellEdit): EditValue {
  return { ...(c.mark === undefined ? {} : { mark: c.mark }), ...(c.state === undefined ? {} : { state: c.state }) };
}

/** bodyOf is the request of an operation as it is frozen. */
export function bodyOf(op: Op): string {
  if (op.papers) {
    const { from, to, reason, text } = op.papers;
    return JSON.stringify({ from, to: to ?? "", reason, text: text ?? "" });
  }
  if (op.kind === "REGISTER") {
    const entries = op.edits.map(({ cell, value, version }) => ({
      studentId: cell,
      state: value.state,
      minutesLate: value.minutesLate ?? 0,
      version,
    }));
    return JSON.stringify({ entries, ...(op.lateReason ? { lateReason: op.lateReason } : {}) });
  }
  const cells: Record<string, unknown>[] = [];
  const remarks: Record<string, unknown>[] = [];
  for (const { cell, value, version } of op.edits) {
    const [studentId, column] = split(cell);
    if (column === remarkColumn) remarks.push({ studentId, text: value.text ?? "", version });
    else cells.push({ studentId, column, ...(value.mark === undefined ? { state: value.state } : { mark: value.mark }), version });
  }
  return JSON.stringify({ cells, remarks });
}

/** requestOf says where the next step of an operation goes. */
export function requestOf(app: AppName, client: string, op: Op): Sent {
  const id = encodeURIComponent(op.resource.split("/")[1] ?? "");
  const key = keyOf(client, op.seq, op.papers?.sent ?? 0);
  switch (op.kind) {
    case "REGISTER":
      return { method: "PUT", path: `/v1/${app}/lessons/${id}/register`, key };
    case "MARKS":
      return { method: "POST", path: `/v1/${app}/markSheets/${id}:save`, key };
    case "JUSTIFICATION": {
      const path = `/v1/${app}/children/${id}/justifications`;
      if (!op.papers?.sent) return { method: "POST", path, key };
      return { method: "POST", path: `${path}/${encodeURIComponent(op.papers.justificationId ?? "")}:attach`, key };
    }
  }
}

/**
 * keyOf is the idempotency key of a step of an operation: a UUID (version 8, RFC 9562) that spells the client, the
 * number of the operation and the step, so that it is the same after every restart without being stored.
 */
export function keyOf(client: string, seq: number, step: number): string {
  const tail = (seq * 64 + step).toString(16).padStart(12, "0");
  return `${client.slice(0, 8)}-${client.slice(8, 12)}-8${client.slice(12, 15)}-a${client.slice(15, 18)}-${tail}`;
}

/** The longest client id that keyOf uses, in hexadecimal digits. */
export const clientDigits = 18;

/** answerOf reads what the server says of each cell; undefined: it is not an answer of our server. */
export function answerOf(op: Op, body: unknown): Answer | undefined {
  if (typeof body !== "object" || body === null) return undefined;
  return op.kind === "REGISTER" ? registerAnswer(body) : marksAnswer(body);
}

/** justificationIdOf reads the id that the papers are attached to. */
export function justificationIdOf(body: unknown): string | undefined {
  const answer = body as { justification?: { justificationId?: unknown } } | null;
  const id = answer?.justification?.justificationId;
  return typeof id === "string" && id !== "" ? id : undefined;
}

/** isDocument tells the answer to an attached paper. */
export function isDocument(body: unknown): boolean {
  return typeof body === "object" && body !== null && "document" in body;
}

function registerAnswer(body: object): Answer | undefined {
  const { saved, conflicts, refused } = body as Partial<RegisterResult>;
  if (!saved && !conflicts && !refused) return undefined;
  const answer = new Map<string, Outcome>();
  for (const s of saved ?? []) answer.set(s.studentId, { state: "RECEIVED", version: s.version });
  for (const c of conflicts ?? []) {
    const value = { state: c.state, ...(c.minutesLate ? { minutesLate: c.minutesLate } : {}) };
    answer.set(c.studentId, { state: "CONFLICT", theirs: { value, version: c.version, by: c.by, at: c.at } });
  }
  for (const r of refused ?? []) answer.set(r.studentId, { state: "REFUSED", refusal: { reason: r.reason, message: r.message } });
  return answer;
}

function marksAnswer(body: object): Answer | undefined {
  const { saved, savedRemarks, conflicts, refused } = body as Partial<SaveResult>;
  if (!saved && !savedRemarks && !conflicts && !refused) return undefined;
  const answer = new Map<string, Outcome>();
  for (const s of saved ?? []) answer.set(`${s.studentId}/${s.column}`, { state: "RECEIVED", version: s.version });
  for (const s of savedRemarks ?? []) answer.set(`${s.studentId}/${remarkColumn}`, { state: "RECEIVED", version: s.version });
  for (const { studentId, column, current, by, at } of conflicts ?? []) {
    const theirs: Theirs = { value: currentValue(current), version: current.version, by, at };
    answer.set(`${studentId}/${column}`, { state: "CONFLICT", theirs });
  }
  for (const r of refused ?? []) {
    answer.set(`${r.studentId}/${r.column}`, { state: "REFUSED", refusal: { reason: r.reason, message: r.message } });
  }
  return answer;
}

function currentValue(c: { mark?: string; state: MarkState; text?: string }): EditValue {
  if (c.text !== undefined) return { text: c.text };
  return { state: c.state, ...(c.mark === undefined ? {} : { mark: c.mark }) };
}

function split(cell: string): [student: string, column: string] {
  const at = cell.lastIndexOf("/");
  return [cell.slice(0, at), cell.slice(at + 1)];
}
