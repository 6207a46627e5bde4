import type { IconName } from "./icons";

/** One place of an app: a tab on a phone, a line of the rail on a desk. */
export interface Tab {
  name: string;
  label: string;
  icon: IconName;
  href: string;
  /** What waits there; spoken with the label. */
  count?: number;
}
