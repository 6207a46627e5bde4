import type { Like } from "../../types";
import type ar from "../ar/idaraAttendance";

const fr: Like<typeof ar> = {};

export default fr;
