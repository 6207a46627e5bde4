import { BadPin } from "./types.ts";
import type { Ports, VaultRecord } from "./ports.ts";

/**
 * Sealer makes records unreadable and reads them again. Names of records tell of whom they are: `key` hides them, and
 * what stands on the disk is the key. The place of a record (`<table>/<key>`) is sealed with it: a record that was moved
 * to another place does not open.
 */
export interface Sealer {
  key(name: string): Promise<string>;
  seal(place: string, value: unknown): Promise<Uint8Array>;
  sealBytes(place: string, bytes: Uint8Array): Promise<Uint8Array>;
  open(place: string, sealed: Uint8Array): Promise<unknown>;
  openBytes(place: string, sealed: Uint8Array): Promise<Uint8Array>;
}

const minIterations = 310_000;
const maxIterations = 5_000_000;
const targetMs = 300;
const ivBytes = 12;

const encode = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);
const decode = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

/** own copies bytes into a buffer of their own, which WebCrypto's types ask for. */
function own(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return new Uint8Array(bytes);
}

/** requirePin refuses what is no PIN: 4 to 8 digits. */
export function requirePin(pin: string): void {
  if (!/^[0-9]{4,8}$/.test(pin)) throw new BadPin("a PIN is 4 to 8 digits");
}

/** Vault makes and opens the locked boxes in which the master key of an account lies. */
export class Vault {
  readonly #subtle: SubtleCrypto;
  readonly #ports: Ports;

  constructor(subtle: SubtleCrypto, ports: Ports) {
    this.#subtle = subtle;
    this.#ports = ports;
  }

  /** Makes a new master key, locked by the PIN, or by a key that lies beside it. */
  async create(accountId: string, pin: string | undefined): Promise<{ record: VaultRecord; sealer: Sealer }> {
    const deviceKey = await this.#subtle.generateKey({ name: "HMAC", hash: "SHA-256", length: 256 }, false, ["sign"]);
    const master = own(this.#ports.random(32));
    try {
      const record = await this.#lock(master, deviceKey, accountId, pin);
      return { record, sealer: await this.#sealer(master) };
    } finally {
      master.fill(0);
    }
  }

  /** Opens with the PIN, or without one where there is none; undefined: it is the wrong one. */
  async open(record: VaultRecord, pin: string | undefined): Promise<Sealer | undefined> {
    const master = await this.#master(record, pin);
    if (!master) return undefined;
    try {
      return await this.#sealer(master);
    } finally {
      master.fill(0);
    }
  }

  /** Opens with the account id, which a sign-in tells; undefined: it is another account's. */
  async recover(record: VaultRecord, accountId: string): Promise<Sealer | undefined> {
    const master = await this.#unwrap(await this.#recoveryKey(record.deviceKey, accountId), record.recovery, "recovery");
    if (!master) return undefined;
    try {
      return await this.#sealer(master);
    } finally {
      master.fill(0);
    }
  }

  /** Locks the same master key under another PIN. `by` is the present PIN, or the account id. */
  async relock(
    record: VaultRecord,
    by: { pin: string | undefined } | { recovered: true },
    accountId: string,
    next: string | undefined,
  ): Promise<VaultRecord | undefined> {
    const master =
      "recovered" in by
        ? await this.#unwrap(await this.#recoveryKey(record.deviceKey, accountId), record.recovery, "recovery")
        : await this.#master(record, by.pin);
    if (!master) return undefined;
    try {
      return await this.#lock(master, record.deviceKey, accountId, next);
    } finally {
      master.fill(0);
    }
  }

  async #master(record: VaultRecord, pin: string | undefined): Promise<Uint8Array<ArrayBuffer> | undefined> {
    if (record.openKey) return this.#unwrap(record.openKey, record.main, "main");
    if (pin === undefined) return undefined;
    return this.#unwrap(await this.#pinKey(pin, record), record.main, "main");
  }

  async #lock(
    master: Uint8Array<ArrayBuffer>,
    deviceKey: CryptoKey,
    accountId: string,
    pin: string | undefined,
  ): Promise<VaultRecord> {
    const salt = this.#ports.random(16);
    const recovery = await this.#wrap(await this.#recoveryKey(deviceKey, accountId), master, "recovery");
    if (pin === undefined) {
      const openKey = await this.#subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
      return { salt, iterations: 0, deviceKey, openKey, main: await this.#wrap(openKey, master, "main"), recovery };
    }
    requirePin(pin);
    const iterations = this.#ports.pinIterations ?? (await this.#calibrate());
    const key = await this.#pinKey(pin, { salt, iterations, deviceKey });
    return { salt, iterations, deviceKey, main: await this.#wrap(key, master, "main"), recovery };
  }

  /** How many rounds take about 300 ms here. */
  async #calibrate(): Promise<number> {
    const rounds = 100_000;
    const began = this.#ports.clock.now();
    await this.#stretch("0000", this.#ports.random(16), rounds);
    const took = Math.max(1, this.#ports.clock.now() - began);
    return Math.min(maxIterations, Math.max(minIterations, Math.round((rounds * targetMs) / took)));
  }

  async #stretch(pin: string, salt: Uint8Array, iterations: number): Promise<ArrayBuffer> {
    const key = await this.#subtle.importKey("raw", encode(pin), "PBKDF2", false, ["deriveBits"]);
    return this.#subtle.deriveBits({ name: "PBKDF2", hash: "SHA-256", salt: own(salt), iterations }, key, 256);
  }

  async #pinKey(pin: string, r: Pick<VaultRecord, "salt" | "iterations" | "deviceKey">): Promise<CryptoKey> {
    return this.#boundKey(r.deviceKey, "pin", new Uint8Array(await this.#stretch(pin, r.salt, r.iterations)));
  }

  #recoveryKey(deviceKey: CryptoKey, accountId: string): Promise<CryptoKey> {
    return this.#boundKey(deviceKey, "recovery", encode(accountId));
  }

  /** A key that needs this device's key beside the secret. */
  async #boundKey(deviceKey: CryptoKey, use: string, secret: Uint8Array): Promise<CryptoKey> {
    const prefix = encode(`massar ${use} `);
    const text = new Uint8Array(prefix.length + secret.length);
    text.set(prefix);
    text.set(secret, prefix.length);
    const bits = await this.#subtle.sign("HMAC", deviceKey, text);
    return this.#subtle.importKey("raw", bits, "AES-GCM", false, ["encrypt", "decrypt"]);
  }

  async #wrap(key: CryptoKey, master: Uint8Array<ArrayBuffer>, use: string): Promise<Uint8Array> {
    return encrypt(this.#subtle, this.#ports, key, `vault ${use}`, master);
  }

  async #unwrap(key: CryptoKey, box: Uint8Array, use: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
    try {
      return await decrypt(this.#subtle, key, `vault ${use}`, box);
    } catch {
      return undefined;
    }
  }

  /** The keys in use cannot be exported: the raw master key is wiped as soon as they are made. */
  async #sealer(master: Uint8Array<ArrayBuffer>): Promise<Sealer> {
    const root = await this.#subtle.importKey("raw", master, "HKDF", false, ["deriveKey"]);
    const derive = (info: string) => ({ name: "HKDF", hash: "SHA-256", salt: new Uint8Array(32), info: encode(info) });
    const data = await this.#subtle.deriveKey(derive("massar data"), root, { name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
    const names = await this.#subtle.deriveKey(derive("massar names"), root, { name: "HMAC", hash: "SHA-256", length: 256 }, false, ["sign"]);
    return keySealer(this.#subtle, this.#ports, data, names);
  }
}

async function encrypt(subtle: SubtleCrypto, ports: Ports, key: CryptoKey, name: string, bytes: Uint8Array): Promise<Uint8Array> {
  const iv = own(ports.random(ivBytes));
  const sealed = await subtle.encrypt({ name: "AES-GCM", iv, additionalData: encode(name) }, key, own(bytes));
  const out = new Uint8Array(ivBytes + sealed.byteLength);
  out.set(iv);
  out.set(new Uint8Array(sealed), ivBytes);
  return out;
}

async function decrypt(subtle: SubtleCrypto, key: CryptoKey, name: string, sealed: Uint8Array): Promise<Uint8Array<ArrayBuffer>> {
  const iv = own(sealed.subarray(0, ivBytes));
  return new Uint8Array(await subtle.decrypt({ name: "AES-GCM", iv, additionalData: encode(name) }, key, own(sealed.subarray(ivBytes))));
}

function keySealer(subtle: SubtleCrypto, ports: Ports, data: CryptoKey, names: CryptoKey): Sealer {
  return {
    async key(name) {
      const mac = new Uint8Array(await subtle.sign("HMAC", names, encode(name)));
      return btoa(String.fromCharCode(...mac.subarray(0, 18)));
    },
    seal: (place, value) => encrypt(subtle, ports, data, place, encode(JSON.stringify(value))),
    sealBytes: (place, bytes) => encrypt(subtle, ports, data, place, bytes),
    open: async (place, sealed) => JSON.parse(decode(await decrypt(subtle, data, place, sealed))) as unknown,
    openBytes: (place, sealed) => decrypt(subtle, data, place, sealed),
  };
}

/** plainSealer is for what never leaves memory. */
export const plainSealer: Sealer = {
  key: async (name) => name,
  seal: async (_, value) => encode(JSON.stringify(value)),
  sealBytes: async (_, bytes) => bytes,
  open: async (_, sealed) => JSON.parse(decode(sealed)) as unknown,
  openBytes: async (_, sealed) => sealed,
};
