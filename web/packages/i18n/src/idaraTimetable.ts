import ar from "./catalogues/ar/idaraTimetable";
import fr from "./catalogues/fr/idaraTimetable";
import { register } from "./t";

register("idaraTimetable", { ar, fr });
