import type { Like } from "../../types";
import type ar from "../ar/session";

const fr: Like<typeof ar> = {};

export default fr;
