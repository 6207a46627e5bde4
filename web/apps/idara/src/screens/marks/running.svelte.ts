import { dataOf } from "@massar/api";
import { useAccount } from "@massar/ui";
import { useKept } from "@massar/ui/session/index.ts";

/** The semester of today as the calendar has it, asked for where it is wanted; undefined until it is known. */
export function useRunning(wanted: () => boolean): { readonly current: number | undefined } {
  const { api } = useAccount();
  const running = useKept<number | null>(
    () => (wanted() ? "semester/running" : undefined),
    // Where no semester is named it is today's, which every sheet of the answer names.
    async () => (await dataOf(api.GET("/v1/idara/markSheets", { params: { query: { pageSize: 1 } } }))).markSheets[0]?.semester ?? null,
    3_600_000,
  );
  return {
    get current() {
      return running.value ?? undefined;
    },
  };
}
