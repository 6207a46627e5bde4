import type { Like } from "../../types";
import type ar from "../ar/month";

const fr: Like<typeof ar> = {
  "sheet": "Relevé mensuel",
  "previous": "Mois précédent",
  "next": "Mois suivant",
  "none": "Aucun élève dans ce relevé",
  "rate": "Taux de présence",
  "study": "Demi-journées d’étude",
  "missing": "Appels manquants",
  "halfDays": "Demi-journées d’absence",
  "daysUnjustified": "Jours non justifiés",
  "hoursUnjustified": "Heures non justifiées",
  "daysJustified": "Jours justifiés",
  "hoursJustified": "Heures justifiées",
  "hoursUndecided": "Heures non décidées",
  "late": "Retards",
  "alert.RISK": "À risque",
  "alert.CRITICAL": "Critique",
};

export default fr;
