import type { Like } from "../../types";
import type ar from "../ar/study";

const fr: Like<typeof ar> = {};

export default fr;
