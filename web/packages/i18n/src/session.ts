import ar from "./catalogues/ar/session";
import fr from "./catalogues/fr/session";
import { register } from "./t";

register("session", { ar, fr });
