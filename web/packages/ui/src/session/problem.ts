import { ApiError, Offline } from "@massar/api";
import { t } from "@massar/i18n";

/** What went wrong, in words for the person. */
export interface Problem {
  message: string;
  /** Of what the person cannot mend; a refusal says all in its words. */
  requestId: string | undefined;
  /** Of the API; empty where the network is what failed. */
  reason: string;
}

/** Makes words of an error: the API's own where it answered, ours where it did not. */
export function problemOf(error: unknown): Problem {
  if (error instanceof ApiError) {
    return { message: error.message || t("common.error.unknown"), requestId: error.status >= 500 ? error.requestId || undefined : undefined, reason: error.reason };
  }
  return { message: t(error instanceof Offline ? "common.error.network" : "common.error.unknown"), requestId: undefined, reason: "" };
}

/** The message about one field of a request, if the API named it. */
export function fieldProblem(error: unknown, field: string): string | undefined {
  return error instanceof ApiError ? error.fields.find((f) => f.field === field)?.message : undefined;
}

/** Whether the account must have a second factor and has none: a printed code sets one up, and nothing typed here will. */
export function needsEnrolment(error: unknown): boolean {
  return error instanceof ApiError && "enrol" in error.meta;
}
