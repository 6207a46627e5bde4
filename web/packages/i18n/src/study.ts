import ar from "./catalogues/ar/study";
import { register } from "./t.svelte.js";

register("study", ar, () => import("./catalogues/fr/study"));
