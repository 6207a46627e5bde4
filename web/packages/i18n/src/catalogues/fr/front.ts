import type { Like } from "../../types";
import type ar from "../ar/front";

const fr: Like<typeof ar> = {};

export default fr;
