/** What a browser says of itself. */
export interface Said {
  userAgent: string;
  maxTouchPoints?: number;
  userAgentData?: { platform: string; brands: { brand: string }[] };
}

// The first that fits: every browser's text names those that it wants to be taken for.
const systems: [RegExp, string][] = [
  [/Android/, "Android"],
  [/iPhone|iPod/, "iPhone"],
  [/iPad/, "iPad"],
  [/CrOS/, "Chrome OS"],
  [/Windows/, "Windows"],
  [/Mac OS X|macOS/, "Mac"],
  [/Linux/, "Linux"],
];
const browsers: [RegExp, string][] = [
  [/SamsungBrowser|Samsung Internet/, "Samsung Internet"],
  [/EdgA?\/|Microsoft Edge/, "Edge"],
  [/OPR\/|Opera/, "Opera"],
  [/Firefox|FxiOS/, "Firefox"],
  [/Chrome|CriOS|Chromium/, "Chrome"],
  [/Safari/, "Safari"],
];

/** deviceName is short and says nothing by which a person could be told apart: "Android · Chrome". */
export function deviceName({ userAgent, userAgentData, maxTouchPoints = 0 }: Said): string {
  const find = (list: [RegExp, string][], text: string) => list.find(([fits]) => fits.test(text))?.[1];
  const brands = userAgentData?.brands.map(({ brand }) => brand).join(" ") ?? "";
  let system = find(systems, `${userAgentData?.platform ?? ""} ${userAgent}`);
  // An iPad says that it is a Mac; no Mac has a screen to be touched.
  if (system === "Mac" && maxTouchPoints > 1) system = "iPad";
  return [system, find(browsers, brands) ?? find(browsers, userAgent)].filter(Boolean).join(" · ");
}
