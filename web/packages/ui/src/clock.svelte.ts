import { schoolMoment, type SchoolMoment } from "@massar/i18n";
import { createSubscriber } from "svelte/reactivity";
import { useAccount } from "./account.svelte.js";

const subscribe = createSubscriber((update) => {
  const timer = setInterval(update, 30_000);
  return () => clearInterval(timer);
});

/** The time now, read again every half minute while something on the page shows it. */
export function now(): Date {
  subscribe();
  return new Date();
}

/** The school's clock, read again every half minute. */
export function useMoment(): { readonly current: SchoolMoment } {
  const account = useAccount();
  return {
    get current() {
      now();
      return schoolMoment(account.schoolTime());
    },
  };
}

const online = createSubscriber((update) => {
  addEventListener("online", update);
  addEventListener("offline", update);
  return () => {
    removeEventListener("online", update);
    removeEventListener("offline", update);
  };
});

/** What the browser believes of the network; a failed call knows better. */
export function browserOnline(): boolean {
  online();
  return navigator.onLine;
}
