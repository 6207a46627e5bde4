import ar from "./catalogues/ar/session";
import { register } from "./t.svelte.js";

register("session", ar, () => import("./catalogues/fr/session"));
