import type { Like } from "../../types";
import type ar from "../ar/idaraTimetable";

const fr: Like<typeof ar> = {};

export default fr;
