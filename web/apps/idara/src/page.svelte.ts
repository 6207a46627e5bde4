import { createRouter } from "@massar/ui";
import { routes } from "./registry.ts";

export { describePage, shownPage } from "@massar/ui";

/** The places of the app. */
export const router = createRouter(routes);
