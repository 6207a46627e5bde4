import { dataOf } from "@massar/api";
import { useAccount, usePart } from "@massar/ui";
import { useKept } from "@massar/ui/session/index.ts";
import { isOffice } from "../me.ts";
import type { ClassInfo } from "./types.ts";

/** The classes of this year: of an office from the sync, of a school that an officer looks at by an ordinary read. */
export function useClasses(school: () => string = () => ""): { readonly all: ClassInfo[] | undefined; readonly at: Date | undefined; readonly error: unknown; reload(): void } {
  const account = useAccount();
  const part = usePart("classes");
  const own = isOffice(account);
  const kept = useKept<ClassInfo[]>(
    () => (own || school() === "" ? undefined : `classes/${school()}`),
    async () => (await dataOf(account.api.GET("/v1/idara/classes", { params: { query: { schoolCode: school(), pageSize: 500 } } }))).classes,
  );
  return {
    get all() {
      return own ? part.part && part.values<ClassInfo>("class") : kept.value;
    },
    get at() {
      return own ? part.at : kept.at;
    },
    get error() {
      return own ? undefined : kept.error;
    },
    reload: () => (own ? void account.sync() : kept.reload()),
  };
}
