// An iCalendar text as a calendar program takes it in: lines put together again, events with what stands in them.

export type CalendarEvent = Record<string, string>;

/** Fetches a link as a calendar program does: without cookies, knowing nothing but the address. */
export async function fetchCalendar(address: string): Promise<{ status: number; type: string; text: string; events: CalendarEvent[] }> {
  const answer = await fetch(address);
  const text = await answer.text();
  return { status: answer.status, type: answer.headers.get("Content-Type") ?? "", text, events: eventsOf(text) };
}

function eventsOf(text: string): CalendarEvent[] {
  const blocks = text.replace(/\r\n[ \t]/g, "").match(/BEGIN:VEVENT\r\n[^]*?END:VEVENT/g) ?? [];
  return blocks.map((block) => Object.fromEntries(block.split("\r\n").map((line) => [/^[A-Z-]+/.exec(line)?.[0] ?? "", valueOf(line)])));
}

function valueOf(line: string): string {
  return line.slice(line.indexOf(":") + 1).replace(/\\n/g, "\n").replace(/\\(.)/g, "$1");
}
