import ar from "./catalogues/ar/front";
import { register } from "./t.svelte.js";

register("front", ar, () => import("./catalogues/fr/front"));
