import type { Like } from "../../types";
import type ar from "../ar/idaraImports";

const fr: Like<typeof ar> = {};

export default fr;
