import ar from "./catalogues/ar/study";
import fr from "./catalogues/fr/study";
import { register } from "./t";

register("study", { ar, fr });
