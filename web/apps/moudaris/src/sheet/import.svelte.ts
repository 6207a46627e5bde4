/** One file on its way into a sheet: what was answered, what was decided about it, and its idempotency key. */
import { uuid } from "@massar/api";
import { problemOf, type Problem } from "@massar/ui/session/index.ts";
import { SvelteMap } from "svelte/reactivity";
import type { Import, ImportIssue } from "../model/types.ts";

export type Take = "FILE" | "KEPT";

/** What is sent beside the file. */
export interface Asked {
  key: string;
  query: URLSearchParams;
}

export class FileImport {
  file = $state.raw<File>();
  busy = $state(false);
  answer = $state.raw<Import>();
  problem = $state.raw<Problem>();
  readonly conflicts = $derived(this.answer?.refused.filter((issue) => issue.reason === "CELL_CONFLICT" && issue.studentId !== "") ?? []);
  /** What no choice can mend. */
  readonly bad = $derived(this.answer?.refused.filter((issue) => !this.conflicts.includes(issue)) ?? []);
  readonly undecided = $derived(this.conflicts.filter((issue) => this.choice(issue) === "").length);
  /** What was said about each cell of the file, over the version that was seen then. */
  readonly #choices = new SvelteMap<string, { take: Take; version: number }>();
  /** The same for what is sent again because its answer was lost: that may have done it already. */
  #key = uuid();

  /** Not while one is on its way: its answer would stand under the name of the other. */
  choose(file: File | undefined): void {
    if (this.busy) return;
    this.file = file;
    this.answer = undefined;
    this.problem = undefined;
    this.#choices.clear();
    this.#key = uuid();
  }

  choice(issue: ImportIssue): Take | "" {
    const said = this.#choices.get(issue.cell);
    return said?.version === issue.version ? said.take : "";
  }

  /** Other decisions are another intent. */
  decide(issue: ImportIssue, take: Take): void {
    this.#choices.set(issue.cell, { take, version: issue.version });
    this.#key = uuid();
  }

  async send(ask: (file: File, asked: Asked) => Promise<Import>): Promise<void> {
    if (!this.file || this.busy) return;
    const query = new URLSearchParams({ fileName: this.file.name });
    for (const [cell, { take, version }] of this.#choices) query.append(take === "FILE" ? "replace" : "keep", take === "FILE" ? `${cell}@${version}` : cell);
    this.busy = true;
    this.problem = undefined;
    try {
      this.answer = await ask(this.file, { key: this.#key, query });
      this.#key = uuid();
    } catch (error) {
      this.problem = problemOf(error);
    } finally {
      this.busy = false;
    }
  }
}
