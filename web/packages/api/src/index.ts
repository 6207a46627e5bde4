export { createApi, createTransport, dataOf, idempotent } from "./client.ts";
export type { ApiClient, ApiOptions, Fetch, Transport } from "./client.ts";
export { ApiError, apiError, Offline } from "./errors.ts";
export type { FieldError } from "./errors.ts";
export { download, fileNameOf, saveAs, upload } from "./files.ts";
export type { Download, UploadOptions } from "./files.ts";
export type { components, operations, paths } from "./schema.d.ts";
export { uuid } from "./uuid.ts";

import type { components } from "./schema.d.ts";

/** Schemas are the types of the API by their full name: `Schemas["massar.type.v1.Name"]`. */
export type Schemas = components["schemas"];

/** Name is a person's name in both scripts. */
export type Name = Schemas["massar.type.v1.Name"];
