import type { Queue, QueuedOp } from "@massar/offline";

/** What became of something that was just written, once the phone has tried to send it. */
type Fate = "RECEIVED" | "PHONE" | "REFUSED";

/** Tells as soon as it is known; undefined where it is still being sent after `most` milliseconds. */
export function fateOf(queue: Pick<Queue, "list" | "subscribe">, added: QueuedOp, online: () => boolean, most = 20_000): Promise<Fate | undefined> {
  return new Promise((done) => {
    let tried = false;
    const end = (fate: Fate | undefined): void => {
      clearTimeout(timer);
      stop();
      done(fate);
    };
    const look = (): void => {
      // What the server's own list shows is no longer held.
      const state = queue.list(added.resource).find((op) => op.opId === added.opId)?.state ?? "RECEIVED";
      if (state === "SENDING") tried = true;
      else if (state === "RECEIVED" || state === "REFUSED") end(state);
      else if (tried || !online()) end("PHONE");
    };
    const timer = setTimeout(() => end(undefined), most);
    const stop = queue.subscribe(look);
    look();
  });
}
