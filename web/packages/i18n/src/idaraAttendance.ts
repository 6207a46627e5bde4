import ar from "./catalogues/ar/idaraAttendance";
import fr from "./catalogues/fr/idaraAttendance";
import { register } from "./t";

register("idaraAttendance", { ar, fr });
