import ar from "./catalogues/ar/waliye";
import { register } from "./t.svelte.js";

register("waliye", ar, () => import("./catalogues/fr/waliye"));
