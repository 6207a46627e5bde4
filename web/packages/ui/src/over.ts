// What lies over a page, such as a dialog, has an entry of the history while it is open: the phone's Back takes it away
// and leaves the screen, with all that was typed on it, where it is. An entry says in its state how many lie over it.

const open: (() => void)[] = [];
/** How many of them have their entry. */
let entered = 0;
/** On the way to another entry: an address set now would be lost. */
let moving = false;
let planned = false;
let watching = false;
const waiting: (() => void)[] = [];

const depth = (): number => (history.state as { over?: number } | null)?.over ?? 0;

/** Brings the history to what is open. Later than what called for it, so that a dialog after a dialog takes over its entry. */
function plan(): void {
  if (planned) return;
  planned = true;
  setTimeout(() => {
    planned = false;
    if (!moving) settle();
  });
}

function settle(): void {
  const have = depth();
  entered = open.length;
  for (let over = have + 1; over <= open.length; over++) history.pushState({ ...(history.state as object | null), over }, "");
  if (have <= open.length) return;
  moving = true;
  history.go(open.length - have);
}

function moved(): void {
  if (moving) {
    moving = false;
    for (const fn of waiting.splice(0)) fn();
  } else {
    const gone = open.splice(depth(), Math.max(entered - depth(), 0));
    for (const close of gone.reverse()) close();
  }
  plan();
}

/** Has `close` called by Back, until the function that is given back was called: it closed. */
export function layOver(close: () => void): () => void {
  if (!watching) addEventListener("popstate", moved);
  watching = true;
  open.push(close);
  plan();
  return () => {
    const at = open.indexOf(close);
    if (at < 0) return;
    open.splice(at, 1);
    plan();
  };
}

/** Calls `fn` at once, or when the entry of a dialog that has just closed is gone. */
export function whenStill(fn: () => void): void {
  if (moving) waiting.push(fn);
  else fn();
}
