import { openAccount, useAccount, usePart } from "@massar/ui";

/** For so long the file of a child that was just added may be on its way. */
const most = 5;
const pauseMs = 3_000;

/** Services remember for some seconds whom a guardian may read: a file that is not there yet is asked for until it comes. */
export function useFile(studentId: string): { readonly coming: boolean } {
  const account = useAccount();
  const part = usePart(`child/${studentId}/absences`);
  let tries = $state(0);
  const coming = $derived(part.part === undefined && tries < most && openAccount()?.online === true);
  $effect(() => {
    void tries;
    if (!coming) return;
    const timer = setTimeout(() => void account.sync().then(() => tries++), pauseMs);
    return () => clearTimeout(timer);
  });
  return {
    get coming() {
      return coming;
    },
  };
}
