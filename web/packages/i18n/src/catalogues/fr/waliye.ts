import type { Like } from "../../types";
import type ar from "../ar/waliye";

const fr: Like<typeof ar> = {};

export default fr;
