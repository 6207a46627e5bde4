import type { Like } from "../../types";
import type ar from "../ar/idaraMarks";

const fr: Like<typeof ar> = {};

export default fr;
