import ar from "./catalogues/ar/idara";
import fr from "./catalogues/fr/idara";
import { register } from "./t";

register("idara", { ar, fr });
