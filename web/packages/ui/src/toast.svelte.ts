/** A short word at the foot of the page about what was just done. */
interface ToastItem {
  id: number;
  text: string;
  tone: "plain" | "bad";
  action?: { label: string; run: () => void };
}

let items = $state.raw<readonly ToastItem[]>([]);
let next = 1;

/** What is shown now, as a rune. */
export const toasts = {
  get items(): readonly ToastItem[] {
    return items;
  },
};

/** Takes a toast away. */
export function dismiss(id: number): void {
  items = items.filter((item) => item.id !== id);
}

/** Says `text` for some seconds. What must be read before going on belongs in a Notice or a Sheet instead. */
export function toast(text: string, options: { tone?: ToastItem["tone"]; action?: NonNullable<ToastItem["action"]> } = {}): void {
  const item: ToastItem = { id: next++, text, tone: options.tone ?? "plain", ...(options.action && { action: options.action }) };
  items = [...items.slice(-2), item];
  setTimeout(() => dismiss(item.id), options.action ? 10_000 : 5_000);
}
