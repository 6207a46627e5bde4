import type { Like } from "../../types";
import type ar from "../ar/idaraPeople";

const fr: Like<typeof ar> = {};

export default fr;
