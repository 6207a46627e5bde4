/** What becomes of a paper before the phone keeps it: a photo of 4 MB would take minutes on a weak network. */
const longEdge = 1600;
export const quality = 0.8;
/** The limits of the server, which looks itself. */
export const mostPapers = 5;
export const largestPaper = 5_000_000;

type PaperKind = "picture" | "pdf";

/** What a file is, by what the phone says of it; undefined: neither picture nor PDF. */
export function kindOf(file: { type: string; name: string }): PaperKind | undefined {
  if (file.type === "application/pdf" || (file.type === "" && /\.pdf$/i.test(file.name))) return "pdf";
  if (file.type.startsWith("image/") && file.type !== "image/svg+xml") return "picture";
  return file.type === "" && /\.(jpe?g|png|webp|heic|heif)$/i.test(file.name) ? "picture" : undefined;
}

export type PaperProblem = "type" | "large" | "many";

/** Why a file cannot be taken; pictures are made small first. */
export function problemWith(file: { type: string; name: string; size: number }, already: number): PaperProblem | undefined {
  if (already >= mostPapers) return "many";
  const kind = kindOf(file);
  if (!kind) return "type";
  return kind === "pdf" && file.size > largestPaper ? "large" : undefined;
}

/** The size of a picture on which writing can still be read. Small pictures stay as they are. */
export function fit(width: number, height: number): { width: number; height: number } {
  const scale = Math.min(1, longEdge / Math.max(width, height, 1));
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}

/** A size in words that both languages write alike: "340" kilobytes. */
export function kilobytes(bytes: number): number {
  return Math.max(1, Math.round(bytes / 1000));
}
