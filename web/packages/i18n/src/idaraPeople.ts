import ar from "./catalogues/ar/idaraPeople";
import fr from "./catalogues/fr/idaraPeople";
import { register } from "./t";

register("idaraPeople", { ar, fr });
