import type { Like } from "../../types";
import type ar from "../ar/idara";

const fr: Like<typeof ar> = {
  "place.home": "Accueil",
  "place.classes": "Classes",
  "place.timetable": "Emploi du temps",
  "place.attendance": "Absences",
  "place.marks": "Notes",
  "place.staff": "Personnel",
  "place.transfers": "Transferts",
  "place.imports": "Fichiers",
  "place.codes": "Codes",
  "place.places": "Établissements",
  "place.more": "Plus",
  "account": "Mon compte",
  "account.text": "Langue, apparence, mot de passe et sessions",

  "waiting": "À décider",
  "registers": "Séances du mois sans appel, avant aujourd’hui",
  "waiting.none": "Rien n’attend votre décision.",
  "waiting.justifications": { zero: "Aucun justificatif en attente", one: "{n} justificatif en attente", other: "{n} justificatifs en attente" },
  "waiting.corrections": { zero: "Aucune rectification en attente", one: "{n} rectification en attente", other: "{n} rectifications en attente" },
  "waiting.transfers": { zero: "Aucun transfert en attente", one: "{n} transfert en attente", other: "{n} transferts en attente" },

  "more": "Afficher la suite",
  "offline": "Cette opération demande le réseau. Rien n’a été envoyé.",
  "status.ENROLLED": "Inscrit",
  "status.ARRIVED": "Arrivé",
  "status.REINTEGRATED": "Réintégré",
  "status.LEFT": "Parti",
  "status.MOVED": "Transféré",
  "status.STOPPED": "En interruption",
  "status.EXCLUDED": "Exclu",
  "status.DID_NOT_JOIN": "Non présenté",
  "relation.SELF": "Élève",
  "relation.FATHER": "Père",
  "relation.MOTHER": "Mère",
  "relation.TUTOR": "Tuteur",
  "relation.OTHER": "Autre parent",
  "waiting.sheets": { zero: "Aucune feuille de notes à valider", one: "{n} feuille de notes à valider", other: "{n} feuilles de notes à valider" },
  "waiting.imports": { zero: "Aucun fichier refusé", one: "{n} fichier refusé", other: "{n} fichiers refusés" },
  "school": "L’établissement aujourd’hui",
  "school.all": "Tous les chiffres",
};

export default fr;
