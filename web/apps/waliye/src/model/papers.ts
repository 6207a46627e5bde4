/** A paper as it was opened, to be read without network. */
export interface KeptPaper {
  id: string;
  /** Its bytes, as a data URL. */
  url: string;
}

/** So many of a child, and none larger: what is kept is read whole at each opening of the app. */
const most = 3;
export const largestKept = 600_000;

/** Where the opened papers of a child are kept; with the child's id in it they go when the child does. */
export function papersPath(studentId: string): string {
  return `child/${studentId}/papers`;
}

/** The papers that stay when one more was opened, the last opened first. */
export function keptWith(held: readonly KeptPaper[], paper: KeptPaper): KeptPaper[] {
  return [paper, ...held.filter((one) => one.id !== paper.id)].slice(0, most);
}
