import ar from "./catalogues/ar/idaraPeople";
import { register } from "./t.svelte.js";

register("idaraPeople", ar, () => import("./catalogues/fr/idaraPeople"));
