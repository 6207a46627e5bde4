import ar from "./catalogues/ar/common";
import { register } from "./t.svelte.js";

register("common", ar, () => import("./catalogues/fr/common"));
