// What stories need beside a page: people of the demo, the API as they may use it, a line that can be cut, a server.
import { spawn, type ChildProcess } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { connect, createServer, type AddressInfo, type Server as Listener, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

export type AppName = "moutamadris" | "waliye" | "moudaris" | "idara";

export interface Person {
  role: "ministry" | "academy" | "province" | "school_office" | "teacher" | "student" | "guardian";
  identifier: string;
  password: string;
  totpSecret?: string;
  name: string;
  schoolCode: string;
  classes?: string[];
}

export const appOf: Record<Person["role"], AppName> = {
  ministry: "idara", academy: "idara", province: "idara", school_office: "idara", teacher: "moudaris", student: "moutamadris", guardian: "waliye",
};

export const here = import.meta.dirname;
const dataFolder = process.env["MASSAR_DATA"] ?? join(here, "../../data");
export const serverUrl = process.env["MASSAR_URL"] ?? "http://127.0.0.1:8080";

/** Everybody of a demo with a password, in the order in which the demo made them. */
export function people(role: Person["role"], folder = dataFolder): Person[] {
  const all = JSON.parse(readFileSync(join(folder, "demo-accounts.json"), "utf8")) as Person[];
  return all.filter((person) => person.role === role);
}

/** One of them; the same number is the same person in every run. */
export function person(role: Person["role"], number: number, folder = dataFolder): Person {
  const all = people(role, folder);
  const found = all[number % all.length];
  if (!found) throw new Error(`the demo has nobody who is a ${role}`);
  return found;
}

interface Many {
  readonly length: number;
  at(index: number): Json | undefined;
  find(fits: (item: Json) => unknown): Json | undefined;
  filter(fits: (item: Json) => unknown): Json[];
  some(fits: (item: Json) => unknown): boolean;
  map<T>(make: (item: Json, index: number) => T): T[];
  flatMap<T>(make: (item: Json, index: number) => T[]): T[];
}
/** Whatever JSON says: a story knows what it asked for, and fails where it is not there. */
export type Json = { [key: string]: Json | undefined } & Many & string;

/** The API as one person may use it. */
export class Api {
  readonly #url: string;
  readonly #app: AppName;
  readonly #token: string;
  private constructor(url: string, app: AppName, token: string) {
    this.#url = url;
    this.#app = app;
    this.#token = token;
  }

  static async of(who: Person, url = serverUrl): Promise<Api> {
    const app = appOf[who.role];
    const body = JSON.stringify({ identifier: who.identifier, password: who.password, app });
    const answer = await fetch(`${url}/v1/auth/sessions`, { method: "POST", body });
    const session = (await answer.json()) as { accessToken?: string };
    if (!session.accessToken) throw new Error(`${who.identifier} cannot sign in: ${JSON.stringify(session)}`);
    return new Api(url, app, session.accessToken);
  }

  get(path: string): Promise<Json> {
    return this.#call("GET", path);
  }
  put(path: string, body: unknown): Promise<Json> {
    return this.#call("PUT", path, body);
  }
  post(path: string, body: unknown = {}): Promise<Json> {
    return this.#call("POST", path, body);
  }
  delete(path: string): Promise<Json> {
    return this.#call("DELETE", path);
  }
  /** Sends a file as it is. */
  send(path: string, file: Buffer): Promise<Json> {
    return this.#call("POST", path, file);
  }

  async #call(method: string, path: string, body?: unknown): Promise<Json> {
    const file = Buffer.isBuffer(body) ? new Blob([new Uint8Array(body)]) : undefined;
    const answer = await fetch(`${this.#url}/v1/${path.startsWith("auth/") ? path : `${this.#app}/${path}`}`, {
      method,
      headers: { Authorization: `Bearer ${this.#token}`, "Idempotency-Key": crypto.randomUUID(), "Content-Type": file ? "application/octet-stream" : "application/json" },
      ...(body === undefined ? {} : { body: file ?? JSON.stringify(body) }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
    return JSON.parse(text || "{}") as Json;
  }
}

/** A line between browser and server that counts what passes, and that can be cut. */
export class Line {
  /** Bytes from the server to the browser: header lines and bodies, as they travel. */
  down = 0;
  readonly #listener: Listener;
  readonly #sockets = new Set<Socket>();
  readonly #to: () => URL;
  #cut = false;

  private constructor(to: () => URL) {
    this.#to = to;
    this.#listener = createServer((browser) => this.#carry(browser));
  }

  static async to(url: string | (() => string)): Promise<Line> {
    const line = new Line(() => new URL(typeof url === "string" ? url : url()));
    await new Promise<void>((done) => line.#listener.listen(0, "127.0.0.1", done));
    return line;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#listener.address() as AddressInfo).port}`;
  }

  /** What is under way is lost, and nothing passes until mend. */
  cut(): void {
    this.#cut = true;
    for (const socket of this.#sockets) socket.destroy();
  }

  mend(): void {
    this.#cut = false;
  }

  /** Waits until nothing has passed for a while: a page has no event for that. */
  async quiet(ms = 700): Promise<number> {
    for (let before = -1; before !== this.down; ) {
      before = this.down;
      await new Promise((done) => setTimeout(done, ms));
    }
    return this.down;
  }

  close(): void {
    this.cut();
    this.#listener.close();
  }

  #carry(browser: Socket): void {
    if (this.#cut) {
      browser.destroy();
      return;
    }
    const to = this.#to();
    const server = connect(Number(to.port), to.hostname);
    for (const [from, other] of [[browser, server], [server, browser]] as const) {
      this.#sockets.add(from);
      from.on("error", () => other.destroy());
      from.on("close", () => {
        this.#sockets.delete(from);
        other.destroy();
      });
    }
    server.on("data", (bytes) => (this.down += bytes.length));
    browser.pipe(server);
    server.pipe(browser);
  }
}

/** A server of one's own, with a demo of one school, that can be killed and started again on the same data. */
export class Server {
  readonly folder = mkdtempSync(join(tmpdir(), "massar-e2e-"));
  url = "";
  #process: ChildProcess | undefined;

  static async start(): Promise<Server> {
    const server = new Server();
    await server.start();
    const accounts = join(server.folder, "demo-accounts.json");
    for (let waited = 0; !existsSync(accounts); waited += 100) {
      if (waited > 120_000) throw new Error("the demo is not complete after two minutes");
      await new Promise((done) => setTimeout(done, 100));
    }
    return server;
  }

  /** Starts, on the address of before when there was one. */
  async start(): Promise<void> {
    const program = process.env["MASSAR_BIN"] ?? join(here, "../../bin/massar");
    const listen = this.url === "" ? "127.0.0.1:0" : new URL(this.url).host;
    const args = ["run", "--demo", "--schools", "1", "--data", this.folder, "--listen", listen, "--log-level", "error"];
    // The settings of the tests are none of the server's, which refuses what it does not know. A sandbox needs a user.
    const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith("MASSAR_")));
    const child = spawn(program, args, { stdio: ["ignore", "pipe", "inherit"], env: { ...env, MASSAR_LETTER_SANDBOX: String(process.getuid?.() !== 0) } });
    this.#process = child;
    let said = "";
    this.url = await new Promise<string>((done, failed) => {
      child.once("exit", (code) => failed(new Error(`the server ended with ${code}`)));
      child.stdout.on("data", (bytes: Buffer) => {
        said += bytes.toString();
        const found = /^JSON\s+(http\S+)/m.exec(said)?.[1];
        if (found) done(found);
      });
    });
  }

  /** Ends it as a power cut does. */
  async kill(): Promise<void> {
    const child = this.#process;
    if (!child || child.exitCode !== null) return;
    const ended = new Promise((done) => child.once("exit", done));
    child.kill("SIGKILL");
    await ended;
  }

  async close(): Promise<void> {
    await this.kill();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
