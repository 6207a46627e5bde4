import { afterEach, expect, it, vi } from "vitest";
import { browserPorts } from "../src/browser.ts";

afterEach(() => vi.unstubAllGlobals());

it("starts where a page has neither locks nor channels nor WebCrypto, and keeps nothing there", () => {
  vi.stubGlobal("location", { origin: "http://massar.test" });
  vi.stubGlobal("navigator", {});
  vi.stubGlobal("BroadcastChannel", undefined);
  vi.stubGlobal("crypto", { getRandomValues: (bytes: Uint8Array) => bytes });
  const ports = browserPorts(() => "ar");
  expect(ports.subtle).toBeUndefined();
  const channel = ports.channel("a", () => undefined);
  channel.post({ what: "mirror" });
  channel.close();
});

it("reaches the other tabs where it can", async () => {
  vi.stubGlobal("location", { origin: "http://massar.test" });
  vi.stubGlobal("navigator", {});
  const [one, two] = [browserPorts(() => "ar"), browserPorts(() => "ar")];
  const heard: unknown[] = [];
  const channel = one.channel("a", (message) => heard.push(message));
  const other = two.channel("a", (message) => heard.push(message));
  channel.post({ what: "lock" });
  await expect.poll(() => heard).toEqual([{ what: "lock" }]);
  channel.close();
  other.close();
});
