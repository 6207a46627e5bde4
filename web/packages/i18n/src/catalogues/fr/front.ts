import type { Like } from "../../types";
import type ar from "../ar/front";

const fr: Like<typeof ar> = {
  "title": "Massar\u00a0: notes, absences, emploi du temps",
  "lead": "Notes, absences et emploi du temps, pour l’élève, la famille, l’enseignant et l’établissement. Lisible même hors connexion.",
  "doors": "Choisissez votre application",
  "moutamadris.who": "Pour l’élève",
  "moutamadris.what": "Les séances du jour, les dernières notes, les absences et le parcours scolaire.",
  "waliye.who": "Pour le parent ou tuteur",
  "waliye.what": "Tous vos enfants sur un seul écran, et le justificatif avec la photo du papier.",
  "moudaris.who": "Pour l’enseignant",
  "moudaris.what": "L’appel en quelques gestes, et la feuille de notes même sans réseau.",
  "idara.who": "Pour l’administration et les responsables",
  "idara.what": "Classes, emplois du temps, publication des résultats, justificatifs et transferts.",
  "install.title": "Mettez votre application sur l’écran d’accueil",
  "install.text": "Ouvrez l’application, puis choisissez «\u00a0Ajouter à l’écran d’accueil\u00a0» ou «\u00a0Installer\u00a0» dans le menu du navigateur. Elle s’ouvre ensuite même hors connexion.",
  "docs": "Documentation de l’API",
};

export default fr;
