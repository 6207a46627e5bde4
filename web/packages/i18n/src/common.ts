import ar from "./catalogues/ar/common";
import fr from "./catalogues/fr/common";
import { register } from "./t";

register("common", { ar, fr });
