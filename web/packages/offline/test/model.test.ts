import fc from "fast-check";
import { expect, it } from "vitest";
import { World, valueOf } from "./model/world.ts";

declare const process: { env: Record<string, string | undefined> };

const seed = Number(process.env["MASSAR_SEED"] ?? 20261123);
const runs = Number(process.env["MASSAR_RUNS"] ?? 2000);

/**
 * check says of everything that was typed what became of it. A value may be: written once by the server; shown as a
 * conflict or a refusal; given up by the person; typed over before it was sent.
 */
function check(world: World): void {
  const { server } = world;
  expect(world.violations).toEqual([]);
  const written = new Map<string, number>();
  for (const effect of server.effects) {
    written.set(effect.value, (written.get(effect.value) ?? 0) + 1);
    const typed = world.typed.get(effect.value);
    expect(typed, `the server wrote ${effect.value}, which nobody typed`).toBeDefined();
    expect(effect).toMatchObject({ by: typed?.device, cell: typed?.cell });
    const { over } = effect;
    const known = over.version === 0 || over.by === effect.by || typed?.saw.has(over.version);
    expect(known, `${effect.by} wrote over version ${over.version} of ${effect.cell} without having seen it`).toBe(true);
  }
  for (const [value, times] of written) expect(times, `${value} was written ${times} times`).toBe(1);

  const shown = new Map<string, string>();
  for (const phone of world.phones) {
    const [first, second] = phone.tabs;
    expect(second?.queue.list(), "two tabs show the same").toEqual(first?.queue.list());
    for (const op of first?.queue.list() ?? []) {
      expect(op.state, "nothing is left on the phone once the network is good").not.toBe("PHONE");
      expect(op.state).not.toBe("SENDING");
      for (const edit of op.edits) {
        shown.set(valueOf(edit), edit.state);
        if (edit.state === "RECEIVED") expect(written.get(valueOf(edit)), `${valueOf(edit)} is said to be received`).toBe(1);
        if (edit.state === "CONFLICT") expect(edit.theirs?.value).toBeDefined();
      }
      if (op.justification) shown.set(op.justification.text ?? "", op.state);
    }
  }

  for (const t of world.typed.values()) {
    if (!t.acknowledged || written.has(t.value) || world.givenUp.has(t.value)) continue;
    const state = shown.get(t.value);
    if (state === "CONFLICT" || state === "REFUSED") continue;
    const later = [...world.typed.values()].some((o) => o.device === t.device && o.cell === t.cell && o.order > t.order);
    expect(later, `${t.value} of ${t.device} in ${t.cell} is lost`).toBe(true);
    if (world.requested.has(t.value)) {
      expect(server.refused.has(t.value) || server.conflicted.has(t.value), `${t.value} was sent and is lost`).toBe(true);
    }
  }

  for (const [text, { acknowledged, papers }] of world.excuses) {
    const made = server.justifications.filter((j) => j.text === text);
    expect(made.length, `${text} was made ${made.length} times`).toBeLessThanOrEqual(1);
    if (acknowledged) expect(made[0]?.papers, `the papers of ${text}`).toEqual(papers);
  }
}

it("loses nothing, doubles nothing, decides nothing by itself", { timeout: 60_000 }, async () => {
  console.info(`model check: MASSAR_SEED=${seed} MASSAR_RUNS=${runs}`);
  const seen = { effects: 0, conflicts: 0, refused: 0, kills: 0, resolved: 0, sent: 0, early: 0 };
  let done = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat(5039), { minLength: 200, maxLength: 1200, size: "max" }), async (tape) => {
      const world = new World(tape);
      await world.run();
      try {
        check(world);
      } catch (cause) {
        throw new Error(`${String(cause)}\n${world.log.join("\n")}`, { cause });
      }
      done++;
      seen.effects += world.server.effects.length;
      seen.conflicts += world.server.conflicted.size;
      seen.refused += world.server.refused.size;
      seen.sent += world.sent;
      seen.early += world.early;
      seen.kills += world.kills;
      seen.resolved += world.conflictsSeen;
    }),
    { seed, numRuns: runs, interruptAfterTimeLimit: 45_000, endOnFailure: process.env["MASSAR_SHRINK"] === undefined },
  );
  console.info(`model check: ${done} runs saw`, seen);
  // A check that never meets a conflict or a kill proves nothing.
  for (const count of Object.values(seen)) expect(count).toBeGreaterThan(done / 10);
});
