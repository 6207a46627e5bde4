import "@massar/i18n/waliye";
import { formatList, lang, nameText, t } from "@massar/i18n";
import { useAccount, usePart } from "@massar/ui";
import { ofName, shortNames } from "./model/names";
import { isRestricted, type Child, type Relation } from "./model/types";

/** Where the child that was looked at last is kept. */
const kept = "waliye/child";

export interface ChildrenRune {
  readonly all: Child[];
  /** Those that can be read. */
  readonly open: Child[];
  /** Undefined until the phone holds the list. */
  readonly known: boolean;
  find(id: string): Child | undefined;
  /** Beside its brothers and sisters: without the family name that they share. */
  shortName(id: string): string;
  /** What the guardian is to them, for who has no name: a printed code brings none. Empty without children. */
  readonly calls: string;
  /** The child that was looked at last, else the first. */
  readonly last: Child | undefined;
  /** Remembers on which child the screens stand. */
  stand(id: string): void;
}

/** What somebody is to children, in words, such as "mother of Salma". */
export function calledAfter(relation: Relation, names: readonly string[]): string {
  if (relation === "SELF") return formatList(names);
  return t(`waliye.of.${relation}`, { names: formatList(lang.value === "fr" ? names.map(ofName) : names) });
}

export function useChildren(): ChildrenRune {
  const { mirror } = useAccount();
  const part = usePart("children");
  const all = $derived(part.values<Child>("child"));
  const open = $derived(all.filter((c) => !isRestricted(c)));
  const names = $derived.by(() => {
    const short = shortNames(open.map((child) => nameText(child.name)));
    return new Map(open.map((c, i) => [c.studentId, short[i] ?? ""]));
  });
  let stands = $state(mirror.kept<string>(kept)?.value);
  return {
    get all() {
      return all;
    },
    get open() {
      return open;
    },
    get known() {
      return part.part !== undefined;
    },
    find: (id) => all.find((c) => c.studentId === id),
    get calls() {
      const [first] = open;
      if (!first) return "";
      const relation = open.every((c) => c.relation === first.relation) ? first.relation : "TUTOR";
      return calledAfter(relation, open.map((c) => names.get(c.studentId) ?? ""));
    },
    shortName: (id) => names.get(id) ?? "",
    get last() {
      return open.find((c) => c.studentId === stands) ?? open[0];
    },
    stand: (id) => {
      if (id === stands) return;
      stands = id;
      void mirror.keep(kept, () => Promise.resolve(id));
    },
  };
}
