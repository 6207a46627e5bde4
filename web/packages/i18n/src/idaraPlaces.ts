import ar from "./catalogues/ar/idaraPlaces";
import fr from "./catalogues/fr/idaraPlaces";
import { register } from "./t";

register("idaraPlaces", { ar, fr });
