import type { Like } from "../../types";
import type ar from "../ar/apps";

const fr: Like<typeof ar> = {
  "app.moutamadris": "Moutamadris",
  "app.waliye": "Waliye",
  "app.moudaris": "Moudaris",
  "app.idara": "Idara",
  "name": "Massar",
};

export default fr;
