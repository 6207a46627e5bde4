import type { Like } from "../../types";
import type ar from "../ar/idara";

const fr: Like<typeof ar> = {};

export default fr;
