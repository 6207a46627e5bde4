import ar from "./catalogues/ar/idaraTimetable";
import { register } from "./t.svelte.js";

register("idaraTimetable", ar, () => import("./catalogues/fr/idaraTimetable"));
