import type { Mirror } from "@massar/offline/types.ts";
import { useAccount } from "@massar/ui";
import { createSubscriber } from "svelte/reactivity";
import { remember, type Handed } from "./handed.ts";

const path = "imports/handed";

/** The files that were handed in from this computer, newest first, as a rune: the API knows an import by its id alone. */
export function useHanded(): { readonly all: readonly Handed[] } {
  const { mirror } = useAccount();
  const watch = createSubscriber((update) => mirror.subscribe(path, update));
  return {
    get all() {
      watch();
      return mirror.kept<Handed[]>(path)?.value ?? [];
    },
  };
}

/** Remembers a file that was handed in. */
export async function rememberHanded(mirror: Mirror, one: Handed): Promise<void> {
  const before = mirror.kept<Handed[]>(path)?.value ?? [];
  await mirror.keep(path, () => Promise.resolve(remember(before, one)));
}
