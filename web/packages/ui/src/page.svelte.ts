/** What a screen says of itself, shown in the bar. */
export interface Page {
  title: string;
  /** When what is shown was read. */
  at?: Date | undefined;
  /** Address of the page above, where the app does not know it. */
  back?: string | undefined;
  /** Tables and grids take the whole width of a desk. */
  wide?: boolean;
}

let page = $state.raw<Page>({ title: "" });

/** What the shown screen says of itself in the bar, as a rune. */
export function shownPage(): Page {
  return page;
}

/** Has the bar follow a screen; called while the screen is made. */
export function describePage(describe: () => Page): void {
  $effect.pre(() => {
    page = describe();
  });
}
