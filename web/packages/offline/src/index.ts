import { browserPorts } from "./browser.ts";
import { PhoneDevice } from "./device.ts";
import type { Ports } from "./ports.ts";
import type { AppName, CellState, Device } from "./types.ts";

/** openDevice reads which accounts of an app are on this phone. `lang` is the language of the server's messages. */
export async function openDevice(app: AppName, options: { lang?: () => string; ports?: Ports } = {}): Promise<Device> {
  const ports = options.ports ?? browserPorts(options.lang ?? (() => document.documentElement.lang || "ar"));
  const device = new PhoneDevice(app, ports, await ports.stores.registry(app));
  await device.load();
  void device.endWiped();
  return device;
}

/**
 * shown tells which of two stands in a cell: what the phone knows of it, or what the server said. What the server has
 * received counts until the server's own copy is as new.
 */
export function shown(edit: CellState | undefined, serverVersion: number): CellState | undefined {
  return edit?.state === "RECEIVED" && edit.version <= serverVersion ? undefined : edit;
}

export { countThings } from "./things.ts";
export * from "./types.ts";
export type { Ports } from "./ports.ts";
export { justificationResource, registerResource, sheetResource } from "./requests.ts";
