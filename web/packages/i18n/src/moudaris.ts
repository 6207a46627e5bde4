import ar from "./catalogues/ar/moudaris";
import { register } from "./t.svelte.js";

register("moudaris", ar, () => import("./catalogues/fr/moudaris"));
