import ar from "./catalogues/ar/idaraAttendance";
import { register } from "./t.svelte.js";

register("idaraAttendance", ar, () => import("./catalogues/fr/idaraAttendance"));
