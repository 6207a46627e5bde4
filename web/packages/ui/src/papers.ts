import { fit, kindOf, largestPaper, quality, type PaperProblem } from "./photo.ts";

/** A paper as it will be kept and sent. */
export interface Taken {
  id: number;
  blob: Blob;
  /** An address of this page for its preview; empty for a PDF. */
  preview: string;
  name: string;
}

/** What each app calls papers and what happens to them. */
export interface PaperWords {
  paper: (n: number) => string;
  /** Where the size is of use: a family sends what it sends. */
  size?: (kilobytes: number) => string;
  remove: (n: number) => string;
  refused: (problem: PaperProblem | "unread", name: string) => string;
  camera: string;
  file: string;
  hint: string;
  /** Of one that the server has. */
  sent?: string;
}

/** Why a file was not taken. */
export class PaperRefused extends Error {
  readonly problem: PaperProblem | "unread";
  constructor(problem: PaperProblem | "unread") {
    super(problem);
    this.problem = problem;
  }
}

let next = 1;

/** Makes a paper of a chosen file. A picture is drawn anew: it is smaller then, and where it was taken is gone. */
export async function take(file: File): Promise<Taken> {
  const id = next++;
  if (kindOf(file) === "pdf") return { id, blob: file, preview: "", name: file.name };
  const blob = await shrink(file);
  if (blob.size > largestPaper) throw new PaperRefused("large");
  return { id, blob, preview: URL.createObjectURL(blob), name: file.name };
}

export function release(paper: Taken): void {
  if (paper.preview !== "") URL.revokeObjectURL(paper.preview);
}

async function shrink(file: Blob): Promise<Blob> {
  const picture = await read(file);
  const { width, height } = fit(picture.naturalWidth, picture.naturalHeight);
  const canvas = document.createElement("canvas");
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext("2d");
  if (!context) throw new PaperRefused("unread");
  // A JPEG has no transparency: a scan on nothing would become black.
  context.fillStyle = "#fff";
  context.fillRect(0, 0, width, height);
  context.drawImage(picture, 0, 0, width, height);
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, "image/jpeg", quality));
  if (!blob) throw new PaperRefused("unread");
  return blob;
}

// An <img> turns the photo as the camera says; createImageBitmap of older browsers does not.
async function read(file: Blob): Promise<HTMLImageElement> {
  const url = URL.createObjectURL(file);
  try {
    const picture = new Image();
    picture.src = url;
    await picture.decode();
    if (picture.naturalWidth === 0) throw new PaperRefused("unread");
    return picture;
  } catch {
    throw new PaperRefused("unread");
  } finally {
    URL.revokeObjectURL(url);
  }
}
