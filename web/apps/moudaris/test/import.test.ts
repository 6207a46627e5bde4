import { ApiError, Offline } from "@massar/api";
import { describe, expect, it } from "vitest";
import type { Import, ImportIssue } from "../src/model/types.ts";
import { FileImport, type Asked } from "../src/sheet/import.svelte.ts";

const issue = (cell: string, version: number): ImportIssue => ({ cell, column: "C1", studentId: "a", value: "12", reason: "CELL_CONFLICT", message: "", version }) as ImportIssue;
const answered = (...refused: ImportIssue[]): Import => ({ state: refused.length > 0 ? "REFUSED" : "DONE", accepted: 0, refused, warnings: [] }) as unknown as Import;
const workbook = (name = "a.xlsx") => new File(["x"], name);

function make(): { intake: FileImport; asked: Asked[]; send: (...answers: (Import | Error)[]) => Promise<void> } {
  const intake = new FileImport();
  const asked: Asked[] = [];
  const send = async (...answers: (Import | Error)[]): Promise<void> => {
    for (const answer of answers) {
      await intake.send((_, one) => {
        asked.push(one);
        return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
      });
    }
  };
  return { intake, asked, send };
}
const keys = (asked: Asked[]) => [...new Set(asked.map((one) => one.key))].length;

describe("a file on its way into a sheet", () => {
  it("is the same intent until it was answered: an answer that was lost may have been a yes", async () => {
    const { intake, asked, send } = make();
    intake.choose(workbook());
    await send(new Offline(), new ApiError(503, { reason: "OUTCOME_UNKNOWN" }), answered());
    expect(asked).toHaveLength(3);
    expect(keys(asked)).toBe(1);
    expect(intake).toMatchObject({ busy: false, problem: undefined, answer: { state: "DONE" } });
    await send(answered());
    expect(keys(asked)).toBe(2);
  });

  it("is another intent with each decision, and with another file", async () => {
    const { intake, asked, send } = make();
    intake.choose(workbook());
    await send(answered(issue("C5", 3), issue("C6", 1)));
    expect(intake.undecided).toBe(2);
    intake.decide(issue("C5", 3), "FILE");
    intake.decide(issue("C6", 1), "KEPT");
    expect(intake.undecided).toBe(0);
    await send(new Offline());
    intake.decide(issue("C6", 1), "FILE");
    await send(new Offline());
    expect(asked.map((one) => String(one.query))).toEqual(["fileName=a.xlsx", "fileName=a.xlsx&replace=C5%403&keep=C6", "fileName=a.xlsx&replace=C5%403&replace=C6%401"]);
    expect(keys(asked)).toBe(3);
    intake.choose(workbook("b.xlsx"));
    await send(new Offline());
    expect(keys(asked)).toBe(4);
    expect(String(asked.at(-1)?.query)).toBe("fileName=b.xlsx");
  });

  it("takes no other file while one is on its way", async () => {
    const { intake } = make();
    intake.choose(workbook());
    let arrive = (_: Import): void => undefined;
    const sent = intake.send(() => new Promise((resolve) => (arrive = resolve)));
    intake.choose(workbook("b.xlsx"));
    arrive(answered());
    await sent;
    expect(intake).toMatchObject({ file: { name: "a.xlsx" }, answer: { state: "DONE" } });
  });

  it("asks anew about a cell that was written since it was decided", async () => {
    const { intake, send } = make();
    intake.choose(workbook());
    await send(answered(issue("C5", 3)));
    intake.decide(issue("C5", 3), "FILE");
    await send(answered(issue("C5", 4)));
    expect(intake.undecided).toBe(1);
  });
});
