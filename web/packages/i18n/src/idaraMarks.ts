import ar from "./catalogues/ar/idaraMarks";
import { register } from "./t.svelte.js";

register("idaraMarks", ar, () => import("./catalogues/fr/idaraMarks"));
