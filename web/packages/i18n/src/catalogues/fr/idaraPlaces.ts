import type { Like } from "../../types";
import type ar from "../ar/idaraPlaces";

const fr: Like<typeof ar> = {};

export default fr;
