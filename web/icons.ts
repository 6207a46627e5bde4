// The icons of an app, drawn from its colour: the khatam of packages/ui/src/Star.svelte on its ground.
import { createHash } from "node:crypto";
import { crc32, deflateSync } from "node:zlib";

export interface IconFile {
  /** Below the app's folder; holds the hash of what it contains. */
  file: string;
  type: "image/svg+xml" | "image/png";
  purpose: "tab" | "touch" | "any" | "maskable";
  /** Set for those that the manifest names. */
  sizes?: string;
  bytes: Uint8Array;
}

/** The star is cut by a ring of its own shape: where that begins and ends, in parts of the star. */
const cut = { from: 0.684, to: 0.556 };

export function iconFiles(ground: string, figure: string): IconFile[] {
  const named = (stem: string, type: IconFile["type"], purpose: IconFile["purpose"], bytes: Uint8Array, sizes?: string): IconFile => {
    const hash = createHash("sha256").update(bytes).digest("hex").slice(0, 8);
    const file = `assets/${stem}-${hash}.${type === "image/png" ? "png" : "svg"}`;
    return { file, type, purpose, bytes, ...(sizes === undefined ? {} : { sizes }) };
  };
  return [
    named("icon", "image/svg+xml", "tab", new TextEncoder().encode(svg(ground, figure))),
    // Phones that cut the corners themselves want none cut.
    named("touch", "image/png", "touch", png(180, ground, figure, 0.36, 0)),
    named("icon-192", "image/png", "any", png(192, ground, figure, 0.38, 0.22), "192x192"),
    named("icon-512", "image/png", "any", png(512, ground, figure, 0.38, 0.22), "512x512"),
    // Whatever shape a phone cuts, a circle of 80 % of the width stays.
    named("icon-maskable", "image/png", "maskable", png(512, ground, figure, 0.32, 0), "512x512"),
  ];
}

/** An eight-point star is a square and the same square turned by an eighth: its points as a path. */
function starPath(radius: number): string {
  const inner = radius * Math.SQRT1_2 / Math.cos(Math.PI / 8);
  const points: string[] = [];
  for (let i = 0; i < 16; i++) {
    const r = i % 2 === 0 ? radius : inner;
    const angle = (i * Math.PI) / 8;
    points.push(`${(24 + r * Math.cos(angle)).toFixed(2)} ${(24 + r * Math.sin(angle)).toFixed(2)}`);
  }
  return `M${points.join("L")}Z`;
}

function svg(ground: string, figure: string): string {
  const r = 19;
  const d = starPath(r) + starPath(r * cut.from) + starPath(r * cut.to);
  // Each star lies within the one before it: even-odd fills the first, leaves the ring, and fills what is inside.
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 48 48"><rect width="48" height="48" rx="10.5" fill="${ground}"/>` +
    `<path fill="${figure}" fill-rule="evenodd" d="${d}"/></svg>`
  );
}

/** Says whether a point, seen from the middle, lies in a star of that radius. */
function inStar(x: number, y: number, radius: number): boolean {
  const ax = Math.abs(x);
  const ay = Math.abs(y);
  return ax + ay <= radius || Math.max(ax, ay) <= radius * Math.SQRT1_2;
}

/** How many samples of a pixel are taken in each direction, and how many shades that gives. */
const fine = 4;
const shades = fine * fine;

/**
 * Draws the icon as a PNG with a palette: first the shades from ground to figure, then the ground's from nothing to
 * full, for the corners. `radius` and `corner` are parts of the width.
 */
function png(size: number, ground: string, figure: string, radius: number, corner: number): Uint8Array {
  const from = rgb(ground);
  const to = rgb(figure);
  const palette: number[] = [];
  const alpha: number[] = [];
  for (let i = 0; i <= shades; i++) {
    for (let c = 0; c < 3; c++) palette.push(Math.round(from[c]! + ((to[c]! - from[c]!) * i) / shades));
    alpha.push(255);
  }
  for (let i = 0; i <= shades; i++) {
    palette.push(...from);
    alpha.push(Math.round((255 * i) / shades));
  }
  const star = size * radius;
  const bend = size * corner;
  const rows = Buffer.alloc(size * (size + 1));
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      let inside = 0;
      let lit = 0;
      for (let i = 0; i < shades; i++) {
        const px = x + ((i % fine) + 0.5) / fine - size / 2;
        const py = y + (Math.floor(i / fine) + 0.5) / fine - size / 2;
        const dx = Math.max(0, Math.abs(px) - (size / 2 - bend));
        const dy = Math.max(0, Math.abs(py) - (size / 2 - bend));
        if (dx * dx + dy * dy <= bend * bend) inside++;
        if (inStar(px, py, star) && (!inStar(px, py, star * cut.from) || inStar(px, py, star * cut.to))) lit++;
      }
      rows[y * (size + 1) + 1 + x] = inside === shades ? lit : shades + 1 + inside;
    }
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(size, 0);
  header.writeUInt32BE(size, 4);
  header.set([8, 3, 0, 0, 0], 8); // 8 bits, palette, deflate, the one filter set, not interlaced
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk("IHDR", header),
    chunk("PLTE", Buffer.from(palette)),
    chunk("tRNS", Buffer.from(alpha)),
    chunk("IDAT", deflateSync(rows, { level: 9 })),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

function chunk(kind: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(kind, "latin1"), data]);
  const out = Buffer.alloc(body.length + 8);
  out.writeUInt32BE(data.length, 0);
  out.set(body, 4);
  out.writeUInt32BE(crc32(body), body.length + 4);
  return out;
}

function rgb(colour: string): [number, number, number] {
  const n = Number.parseInt(colour.slice(1), 16);
  return [n >> 16, (n >> 8) & 255, n & 255];
}
