import ar from "./catalogues/ar/month";
import { register } from "./t.svelte.js";

register("month", ar, () => import("./catalogues/fr/month"));
