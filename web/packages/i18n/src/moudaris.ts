import ar from "./catalogues/ar/moudaris";
import fr from "./catalogues/fr/moudaris";
import { register } from "./t";

register("moudaris", { ar, fr });
