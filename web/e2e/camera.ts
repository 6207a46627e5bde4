// A camera that is held on a paper: Chromium plays a file as if a camera saw it.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium, type Browser, type LaunchOptions } from "@playwright/test";
import encodeQR from "qr";

const width = 640;
const height = 480;

/** A picture of a camera: brightness for each point, then colour for each four, of which paper has none. */
function frame(text: string, shift: number): Buffer {
  const code = encodeQR(text, "raw", { ecc: "medium", border: 4 });
  const light = Buffer.alloc(width * height, 150); // a table
  const point = Math.floor(380 / code.length);
  const size = point * code.length;
  const left = (width - size) / 2 + shift;
  const top = (height - size) / 2;
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      const dark = code[Math.floor(y / point)]![Math.floor(x / point)];
      light[(Math.round(top) + y) * width + Math.round(left) + x] = dark ? 40 : 225;
    }
  }
  return Buffer.concat([light, Buffer.alloc((width * height) / 2, 128)]);
}

/** A browser whose camera sees the paper that is shown to it. */
export class Camera {
  readonly browser: Browser;
  readonly #folder: string;

  private constructor(browser: Browser, folder: string) {
    this.browser = browser;
    this.#folder = folder;
  }

  static async open(launch: LaunchOptions): Promise<Camera> {
    const folder = mkdtempSync(join(tmpdir(), "massar-camera-"));
    const seen = join(folder, "paper.y4m");
    const args = ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream", `--use-file-for-fake-video-capture=${seen}`];
    return new Camera(await chromium.launch({ ...launch, args: [...(launch.args ?? []), ...args] }), folder);
  }

  /** What the camera sees from its next start on: a code on a paper, in a hand that is not quite still. */
  show(text: string): void {
    const frames = [0, 3, 6, 3].flatMap((shift) => [Buffer.from("FRAME\n"), frame(text, shift)]);
    writeFileSync(join(this.#folder, "paper.y4m"), Buffer.concat([Buffer.from(`YUV4MPEG2 W${width} H${height} F10:1 Ip A1:1 C420jpeg\n`), ...frames]));
  }

  async close(): Promise<void> {
    await this.browser.close();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
