import { ApiError, apiError, Offline } from "./errors.ts";
import type { Transport } from "./client.ts";

/** Download is a file of the server. */
export interface Download {
  blob: Blob;
  /** As the server names it; may be empty. */
  fileName: string;
}

/** download fetches a file, such as an exported mark sheet. */
export async function download(transport: Transport, url: string): Promise<Download> {
  const response = await transport(new Request(url));
  return { blob: await response.blob(), fileName: fileNameOf(response.headers.get("Content-Disposition") ?? "") };
}

/** fileNameOf reads the name out of a Content-Disposition: the encoded form (RFC 5987) before the plain one. */
export function fileNameOf(disposition: string): string {
  const encoded = /filename\*\s*=\s*UTF-8''([^;]+)/i.exec(disposition)?.[1];
  if (encoded) {
    try {
      return decodeURIComponent(encoded.trim());
    } catch {
      // Badly encoded: the plain form may still be good.
    }
  }
  const plain = /filename\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^;]+))/i.exec(disposition);
  return (plain?.[1]?.replace(/\\(.)/g, "$1") ?? plain?.[2] ?? "").trim();
}

/** saveAs hands a file to the person, in the way of the browser. */
export function saveAs({ blob, fileName }: Download): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement("a");
  link.href = url;
  link.download = fileName;
  link.click();
  // The browser reads the file after the click: freed at once it would be empty in some of them.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

/** UploadOptions is what an upload carries beside the file. */
export interface UploadOptions {
  token?: string | undefined;
  lang?: string;
  key?: string;
  headers?: Record<string, string>;
  /** Told how much has left, from 0 to 1. */
  onProgress?: (part: number) => void;
  signal?: AbortSignal;
}

/**
 * upload sends a file as the raw body. It goes by XMLHttpRequest, because fetch does not say how far it is, and on a slow
 * network a photo takes minutes.
 */
export function upload<T>(url: string, file: Blob, options: UploadOptions = {}): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", url);
    request.responseType = "text";
    request.setRequestHeader("Content-Type", "application/octet-stream");
    if (options.token) request.setRequestHeader("Authorization", `Bearer ${options.token}`);
    if (options.lang) request.setRequestHeader("Accept-Language", options.lang);
    if (options.key) request.setRequestHeader("Idempotency-Key", options.key);
    for (const [name, value] of Object.entries(options.headers ?? {})) request.setRequestHeader(name, value);
    request.upload.onprogress = (e) => {
      if (e.lengthComputable) options.onProgress?.(e.loaded / e.total);
    };
    const abort = () => request.abort();
    options.signal?.addEventListener("abort", abort);
    request.onloadend = () => options.signal?.removeEventListener("abort", abort);
    request.onerror = () => reject(new Offline());
    request.ontimeout = () => reject(new Offline());
    request.onabort = () => reject(options.signal?.reason ?? new Offline());
    request.onload = () => {
      const answer = new Response(request.status === 204 ? null : request.responseText, { status: request.status });
      if (request.status < 200 || request.status > 299) {
        void apiError(answer).then(reject);
        return;
      }
      answer.json().then(
        (body: T) => resolve(body),
        () => reject(new ApiError(request.status, { requestId: request.getResponseHeader("X-Request-Id") ?? "" })),
      );
    };
    request.send(file);
  });
}
