import ar from "./catalogues/ar/idaraMarks";
import fr from "./catalogues/fr/idaraMarks";
import { register } from "./t";

register("idaraMarks", { ar, fr });
