import { createSubscriber } from "svelte/reactivity";

const subscribe = createSubscriber((update) => {
  const timer = setInterval(update, 30_000);
  return () => clearInterval(timer);
});

/** The time now, read again every half minute while something on the page shows it. */
export function now(): Date {
  subscribe();
  return new Date();
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
