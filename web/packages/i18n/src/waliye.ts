import ar from "./catalogues/ar/waliye";
import fr from "./catalogues/fr/waliye";
import { register } from "./t";

register("waliye", { ar, fr });
