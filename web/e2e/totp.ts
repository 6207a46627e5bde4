// The six digits that an officer reads off his phone, by RFC 6238 from the key that the demo wrote down.
import { createHmac } from "node:crypto";

const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const period = 30_000;

/** The code of now, or of so many steps later: each works once, and a clock may run ahead by one step. */
export function totp(secret: string, ahead = 0, now = Date.now()): string {
  const moment = Buffer.alloc(8);
  moment.writeBigUInt64BE(BigInt(Math.floor(now / period) + ahead));
  const hash = createHmac("sha1", bytesOf(secret)).update(moment).digest();
  const digits = hash.readUInt32BE(hash[hash.length - 1]! & 15) & 0x7fff_ffff;
  return String(digits % 1_000_000).padStart(6, "0");
}

function bytesOf(secret: string): Buffer {
  const bytes: number[] = [];
  let [held, bits] = [0, 0];
  for (const letter of secret.replace(/[=\s]/g, "").toUpperCase()) {
    held = ((held << 5) | letters.indexOf(letter)) & 0xfff;
    bits += 5;
    if (bits >= 8) {
      bits -= 8;
      bytes.push((held >> bits) & 255);
    }
  }
  return Buffer.from(bytes);
}
