import ar from "./catalogues/ar/idaraImports";
import { register } from "./t.svelte.js";

register("idaraImports", ar, () => import("./catalogues/fr/idaraImports"));
