import { expect, it } from "vitest";
import { deviceName } from "../src/devicename.ts";

const chrome = (system: string, more = "") => `Mozilla/5.0 (${system}) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0${more} Safari/537.36`;

it.each([
  [{ userAgent: chrome("Linux; Android 10; K", "") }, "Android · Chrome"],
  [{ userAgent: chrome("Linux; Android 13; SM-A536B", " SamsungBrowser/28.0") }, "Android · Samsung Internet"],
  [{ userAgent: chrome("Windows NT 10.0; Win64; x64", "") + " Edg/140.0.0.0" }, "Windows · Edge"],
  [{ userAgent: "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0" }, "Windows · Firefox"],
  [{ userAgent: "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 Version/17.5 Mobile/15E148 Safari/604.1" }, "iPhone · Safari"],
  [{ userAgent: "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/17.5 Safari/605.1.15", maxTouchPoints: 5 }, "iPad · Safari"],
  [{ userAgent: chrome("X11; Linux x86_64"), userAgentData: { platform: "Android", brands: [{ brand: "Not;A=Brand" }, { brand: "Chromium" }] } }, "Android · Chrome"],
  [{ userAgent: "" }, ""],
])("%j is %s", (said, name) => expect(deviceName(said)).toBe(name));
