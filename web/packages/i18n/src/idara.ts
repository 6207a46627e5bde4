import ar from "./catalogues/ar/idara";
import { register } from "./t.svelte.js";

register("idara", ar, () => import("./catalogues/fr/idara"));
