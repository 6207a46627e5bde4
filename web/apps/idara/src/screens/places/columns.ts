import { formatNumber, formatPercent, t } from "@massar/i18n";
import type { Column } from "@massar/ui";
import { share } from "../../parts/share.ts";
import type { NodeSummary } from "../../parts/types.ts";
import type { View } from "./model.ts";

/** One column of a table of places: its heading, what a person reads, and what a spreadsheet computes with. */
interface Figure extends Column {
  value(row: NodeSummary): string | number;
  text(row: NodeSummary): string;
}

const none = "—";

function count(key: string, label: string, of: (row: NodeSummary) => number | undefined): Figure {
  return { key, label, num: true, value: (row) => of(row) ?? "", text: (row) => (of(row) === undefined ? none : formatNumber(of(row) ?? 0)) };
}

function ratio(key: string, label: string, of: (row: NodeSummary) => number | undefined): Figure {
  return { key, label, num: true, value: (row) => { const r = of(row); return r === undefined ? "" : Math.round(r * 10_000) / 10_000; }, text: (row) => { const r = of(row); return r === undefined ? none : formatPercent(r); } };
}

const percent = (text: string | undefined): number | undefined => (text ? Number(text) / 100 : undefined);

/** What stands for a place as a whole: the number that its chart compares. */
export function chiefOf(view: View): Figure | undefined {
  const key = { enrolment: "students", entry: "progress", absence: "rate" }[view];
  return figuresOf(view).find((figure) => figure.key === key);
}

/** The columns of a kind of figures; below a school the rows are classes, which hold no schools. */
export function figuresOf(view: View, school = false): Figure[] {
  if (view === "enrolment")
    return [
      ...(school ? [] : [count("schools", t("idaraPlaces.schools"), (r) => r.enrolment?.schools), count("classes", t("idaraPlaces.classes"), (r) => r.enrolment?.classes)]),
      count("students", t("idaraPlaces.students"), (r) => r.enrolment?.students),
      count("girls", t("idaraPlaces.girls"), (r) => r.enrolment?.girls),
      count("boys", t("idaraPlaces.boys"), (r) => r.enrolment?.boys),
    ];
  if (view === "entry")
    return [
      ratio("progress", t("idaraPlaces.progress"), (r) => r.entry && share(r.entry.entered, r.entry.expected)),
      count("entered", t("idaraPlaces.entered"), (r) => r.entry?.entered),
      count("expected", t("idaraPlaces.expected"), (r) => r.entry?.expected),
      count("open", t("idaraPlaces.open"), (r) => r.entry?.sheetsOpen),
      count("submitted", t("idaraPlaces.submitted"), (r) => r.entry?.sheetsSubmitted),
      count("validated", t("idaraPlaces.validated"), (r) => r.entry?.sheetsValidated),
      count("published", t("idaraPlaces.published"), (r) => r.entry?.sheetsPublished),
      count("classesPublished", t("idaraPlaces.classesPublished"), (r) => r.entry?.classesPublished),
    ];
  return [
    ratio("rate", t("idaraPlaces.rate"), (r) => percent(r.absence?.rate)),
    count("missed", t("idaraPlaces.missed"), (r) => r.absence?.missedHalfDays),
    count("justified", t("idaraPlaces.justified"), (r) => r.absence?.justified),
    count("unjustified", t("idaraPlaces.unjustified"), (r) => r.absence?.unjustified),
    count("undecided", t("idaraPlaces.undecided"), (r) => r.absence?.undecided),
    count("registers", t("idaraPlaces.registers"), (r) => r.absence?.registersMissing),
  ];
}
