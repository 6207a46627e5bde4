import type { Like } from "../../types";
import type ar from "../ar/moudaris";

const fr: Like<typeof ar> = {};

export default fr;
