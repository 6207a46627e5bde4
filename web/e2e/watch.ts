// What every story is held to beside its own steps.
import { test as base, expect } from "@playwright/test";

/** A page on which nothing may go wrong unseen: no error in the console, none in a script, no breach of the policy. */
export const test = base.extend<{ quiet: string[] }>({
  quiet: [
    async ({ context }, use) => {
      const complaints: string[] = [];
      context.on("console", (message) => {
        if (message.type() === "error" || message.type() === "warning") complaints.push(`${message.type()}: ${message.text()}`);
      });
      context.on("weberror", (error) => complaints.push(`script: ${error.error().message}`));
      context.on("requestfailed", (request) => complaints.push(`request: ${request.url()} ${request.failure()?.errorText ?? ""}`));
      await context.exposeBinding("massarBreach", (_source, breach: string) => void complaints.push(`policy: ${breach}`));
      await context.addInitScript(() => {
        document.addEventListener("securitypolicyviolation", (event) => {
          const tell = (globalThis as unknown as { massarBreach: (breach: string) => void }).massarBreach;
          tell(`${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`);
        });
      });
      await use(complaints);
      expect(complaints).toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };
