import ar from "./catalogues/ar/idaraSettings";
import { register } from "./t.svelte.js";

register("idaraSettings", ar, () => import("./catalogues/fr/idaraSettings"));
