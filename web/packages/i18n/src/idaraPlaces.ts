import ar from "./catalogues/ar/idaraPlaces";
import { register } from "./t.svelte.js";

register("idaraPlaces", ar, () => import("./catalogues/fr/idaraPlaces"));
