import ar from "./catalogues/ar/front";
import fr from "./catalogues/fr/front";
import { register } from "./t";

register("front", { ar, fr });
