import { json, refusal } from "../../src/testing.ts";

/** Effect is one value that the server wrote. */
interface Effect {
  cell: string;
  value: string;
  by: string;
  version: number;
  /** Who wrote the version that this one replaced; empty: nobody. */
  over: { by: string; version: number };
}

interface Standing {
  value: string;
  version: number;
  by: string;
}

interface CellIn {
  cell: string;
  value: string;
  version: number;
}

/** Marks above this are refused, as above the scale of a sheet. */
export const scale = 5_000;

/**
 * ModelServer keeps the rules of the services that matter to a queue: versions per cell, the store of idempotency keys,
 * calls that are refused whole.
 *
 * As services/grade/internal/entry (SaveMarkSheet): a value that cannot stand is refused before its version is looked
 * at; a version that is not the current one is a conflict; anything else is written, also when it is equal.
 * As services/attendance/internal/absence (SaveRegister): a value that stands already is saved under the version it has,
 * whatever version was seen. A first save whose entries were all refused does not take the register; the model has no
 * state for that, because no queue can see it.
 * As platform/write: the key is looked up before anything else, in the transaction of the effect; an error stores nothing.
 */
export class ModelServer {
  readonly effects: Effect[] = [];
  readonly refused = new Set<string>();
  readonly conflicted = new Set<string>();
  readonly justifications: { by: string; text: string; papers: string[] }[] = [];
  /** Resources whose calls are refused whole, such as a sheet that was submitted. */
  readonly shut = new Set<string>();
  readonly #cells = new Map<string, Standing>();
  readonly #answers = new Map<string, { body: string; answer: unknown }>();

  standing(cell: string): Standing {
    return this.#cells.get(cell) ?? { value: "", version: 0, by: "" };
  }

  cells(): [string, Standing][] {
    return [...this.#cells];
  }

  /** Handles one request of an account, in one transaction. */
  handle(by: string, path: string, key: string, body: string): Response {
    const route = /^\/v1\/\w+\/(lessons|markSheets|children)\/([^/:]+)[/:](register|save|justifications)(?:\/(\d+):attach)?$/.exec(path);
    if (!route) return refusal(404, "NOT_FOUND", "NOT_FOUND");
    const [, , id = "", what = "", justification] = route;
    const scoped = `${by} ${what} ${justification ?? ""} ${key}`;
    const before = this.#answers.get(scoped);
    if (before) {
      if (before.body !== path + body) throw new Error(`key ${key} came with another request: a frozen request was altered`);
      return json(before.answer);
    }
    if (this.shut.has(id)) {
      for (const value of valuesOf(what, body)) this.refused.add(value);
      return refusal(400, "FAILED_PRECONDITION", "SHEET_NOT_OPEN");
    }
    const answer =
      what === "save" ? this.#marks(by, id, body) : what === "register" ? this.#register(by, id, body) : this.#justification(by, body, justification);
    this.#answers.set(scoped, { body: path + body, answer });
    return json(answer);
  }

  #marks(by: string, sheet: string, body: string): unknown {
    const { cells, remarks } = JSON.parse(body) as {
      cells: { studentId: string; column: string; mark: string; version: number }[];
      remarks: { studentId: string; text: string; version: number }[];
    };
    const saved = [];
    const savedRemarks = [];
    const conflicts = [];
    const refused = [];
    for (const c of cells) {
      const out = this.#decide(by, { cell: `${sheet}/${c.studentId}/${c.column}`, value: c.mark, version: c.version }, Number(c.mark) > scale, false);
      const at = { studentId: c.studentId, column: c.column };
      if (out === "REFUSED") refused.push({ ...at, reason: "MARK_ABOVE_SCALE", message: "above" });
      else if (out.conflict) conflicts.push({ ...at, current: { state: "GRADED", mark: out.now.value, version: out.now.version }, by: out.now.by, at: "" });
      else saved.push({ ...at, version: out.now.version });
    }
    for (const r of remarks) {
      const out = this.#decide(by, { cell: `${sheet}/${r.studentId}/REMARK`, value: r.text, version: r.version }, false, false);
      const at = { studentId: r.studentId };
      if (out === "REFUSED") continue;
      if (out.conflict) conflicts.push({ ...at, column: "REMARK", current: { state: "MISSING", text: out.now.value, version: out.now.version }, by: out.now.by, at: "" });
      else savedRemarks.push({ ...at, version: out.now.version });
    }
    return { saved, savedRemarks, conflicts, refused };
  }

  #register(by: string, lesson: string, body: string): unknown {
    const { entries } = JSON.parse(body) as { entries: { studentId: string; state: string; minutesLate: number; version: number }[] };
    const saved = [];
    const conflicts = [];
    const refused = [];
    for (const e of entries) {
      const out = this.#decide(by, { cell: `${lesson}/${e.studentId}`, value: String(e.minutesLate), version: e.version }, e.minutesLate > scale, true);
      if (out === "REFUSED") refused.push({ studentId: e.studentId, reason: "MINUTES_LATE_INVALID", message: "late" });
      else if (out.conflict) conflicts.push({ studentId: e.studentId, state: "LATE", minutesLate: Number(out.now.value), version: out.now.version, by: out.now.by, at: "" });
      else saved.push({ studentId: e.studentId, version: out.now.version });
    }
    return { saved, conflicts, refused };
  }

  #justification(by: string, body: string, id: string | undefined): unknown {
    if (id === undefined) {
      this.justifications.push({ by, text: (JSON.parse(body) as { text: string }).text, papers: [] });
      return { justification: { justificationId: String(this.justifications.length - 1) } };
    }
    this.justifications[Number(id)]?.papers.push(body);
    return { document: { documentId: "d" } };
  }

  #decide(by: string, input: CellIn, cannotStand: boolean, equalIsSaved: boolean): "REFUSED" | { conflict: boolean; now: Standing } {
    const now = this.standing(input.cell);
    if (cannotStand) {
      this.refused.add(input.value);
      return "REFUSED";
    }
    if (equalIsSaved && now.version > 0 && now.value === input.value) return { conflict: false, now };
    if (input.version !== now.version) {
      this.conflicted.add(input.value);
      return { conflict: true, now };
    }
    const next = { value: input.value, version: now.version + 1, by };
    this.#cells.set(input.cell, next);
    this.effects.push({ cell: input.cell, value: input.value, by, version: next.version, over: { by: now.by, version: now.version } });
    return { conflict: false, now: next };
  }
}

/** valuesOf are the values that a request holds. */
export function valuesOf(what: string, body: string): string[] {
  if (what === "justifications") return body.startsWith("{") ? [(JSON.parse(body) as { text: string }).text] : [];
  const request = JSON.parse(body) as { cells?: { mark: string }[]; remarks?: { text: string }[]; entries?: { minutesLate: number }[] };
  return [
    ...(request.cells ?? []).map((c) => c.mark),
    ...(request.remarks ?? []).map((r) => r.text),
    ...(request.entries ?? []).map((e) => String(e.minutesLate)),
  ];
}
