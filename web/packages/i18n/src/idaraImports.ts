import ar from "./catalogues/ar/idaraImports";
import fr from "./catalogues/fr/idaraImports";
import { register } from "./t";

register("idaraImports", { ar, fr });
