"""What a `source.toml` may hold, and every reason to refuse one."""

from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import Any

from leviers.errors import Problem

FORMATS = ("csv", "geojson", "json", "parquet", "xml")
BUDGET_PERTES_PCT = 2.0
LOOK = "Prenez modèle sur une autre source."
TEXTS = ("code", "titre", "editeur", "page", "licence", "rythme", "format")
LISTS = ("pieges", "tables")
KEYS = {
    "": {*TEXTS, *LISTS, "adresse_verifiee", "budget_pertes_pct", "fichiers", "colonnes"},
    "fichiers": {"miroir", "format", "forme", "adresse", "nom"},
    "colonnes": {"obligatoires", "facultatives", "synonymes"},
}


def find_defects(path: Path, content: dict[str, Any]) -> list[Problem]:
    """Every defect of one `source.toml` already read as TOML: line where known, advice."""
    return _Check(path, content).problems


class _Check:
    """Every reason to refuse one `source.toml`."""

    def __init__(self, path: Path, content: dict[str, Any]) -> None:
        self.file = f"{path.parent.name}/{path.name}"
        self.lines = path.read_text(encoding="utf-8").splitlines()
        self.problems: list[Problem] = []
        self._check_keys(content, "")
        self._check_head(content, path.parent.name)
        self._check_colonnes(content.get("colonnes"))
        self._check_fichiers(content.get("fichiers"), content.get("colonnes"))

    def _refuse(self, word: str, message: str, advice: str) -> None:
        starts = (number for number, text in enumerate(self.lines, 1) if word and word in text)
        self.problems.append(Problem(self.file, next(starts, 0), message, advice))

    def _check_keys(self, table: Mapping[str, Any], kind: str) -> None:
        for key in table.keys() - KEYS[kind]:
            known = ", ".join(sorted(KEYS[kind]))
            place = f" dans [{kind}]" if kind else ""
            self._refuse(key, f"clé inconnue « {key} »{place}", f"Clés admises : {known}.")

    def _check_head(self, content: Mapping[str, Any], folder: str) -> None:
        for key in TEXTS:
            if not isinstance(content.get(key), str) or not content[key].strip():
                self._refuse(key, f"« {key} » manque ou n’est pas un texte", f'Écrivez {key} = "…".')
        for key in LISTS:
            if not _is_list_of_texts(content.get(key)):
                self._refuse(
                    key, f"« {key} » manque ou n’est pas une liste de textes", f'Écrivez {key} = ["…"].'
                )
        if not isinstance(content.get("adresse_verifiee"), bool):
            advice = "Écrivez adresse_verifiee = false tant que personne n’a essayé les adresses."
            self._refuse("adresse_verifiee", "« adresse_verifiee » manque, ou n’est ni true ni false", advice)
        if content.get("code") not in (None, folder):
            self._refuse(
                "code", f"le code n’est pas le nom du dossier « {folder} »", f'Écrivez code = "{folder}".'
            )
        if isinstance(content.get("format"), str) and content["format"] not in FORMATS:
            self._refuse(
                "format", f"format inconnu « {content['format']} »", f"Admis : {', '.join(FORMATS)}."
            )
        budget = content.get("budget_pertes_pct", BUDGET_PERTES_PCT)
        if isinstance(budget, bool) or not isinstance(budget, int | float) or not 0 <= budget <= 100:
            self._refuse("budget_pertes_pct", "le budget de pertes n’est pas un pourcentage", "De 0 à 100.")

    def _check_colonnes(self, formes: Any) -> None:
        if not isinstance(formes, dict) or not formes:
            advice = "Écrivez une table [colonnes.<forme>] par forme de fichier."
            self._refuse("colonnes", "les colonnes manquent", advice)
            return
        for forme, table in formes.items():
            if not isinstance(table, dict):
                self._refuse(forme, f"[colonnes.{forme}] n’est pas une table", LOOK)
                continue
            self._check_keys(table, "colonnes")
            for key in ("obligatoires", "facultatives"):
                if not _is_list_of_texts(table.get(key, [])):
                    self._refuse(key, f"« {key} » de {forme} n’est pas une liste de textes", LOOK)
            if not table.get("obligatoires"):
                advice = "Nommez au moins une colonne sans laquelle le fichier n’est pas lisible."
                self._refuse(forme, f"[colonnes.{forme}] n’a aucune colonne obligatoire", advice)
            self._check_synonymes(table, forme)

    def _check_synonymes(self, table: Mapping[str, Any], forme: str) -> None:
        known = {*table.get("obligatoires", ()), *table.get("facultatives", ())}
        synonymes = table.get("synonymes", {})
        if not isinstance(synonymes, dict):
            self._refuse("synonymes", f"« synonymes » de {forme} n’est pas une table", LOOK)
            return
        for name, others in synonymes.items():
            if name not in known or not _is_list_of_texts(others):
                advice = "Donnez le nom d’une colonne déclarée, puis la liste de ses autres noms."
                self._refuse(name, f"synonymes de « {name} » refusés", advice)

    def _check_fichiers(self, fichiers: Any, formes: Any) -> None:
        if (
            not isinstance(fichiers, list)
            or not fichiers
            or not all(isinstance(row, dict) for row in fichiers)
        ):
            self._refuse("fichiers", "aucun fichier déclaré", "Écrivez une table [[fichiers]] par fichier.")
            return
        for row in fichiers:
            self._check_keys(row, "fichiers")
            texts = {key: row.get(key, "") for key in KEYS["fichiers"]}
            if not all(isinstance(value, str) for value in texts.values()):
                self._refuse(
                    "fichiers", "une valeur de [[fichiers]] n’est pas un texte", "Mettez des guillemets."
                )
                continue
            self._check_fichier(texts, formes if isinstance(formes, dict) else {})

    def _check_fichier(self, row: Mapping[str, str], formes: Mapping[str, Any]) -> None:
        if not (row["miroir"] or row["adresse"]):
            advice = "Donnez un motif du miroir, une adresse, ou les deux."
            self._refuse("fichiers", "un fichier n’est ni dans le miroir ni à une adresse", advice)
        if row["miroir"] and not is_inside(row["miroir"]):
            advice = (
                "Donnez un motif relatif à la racine du miroir, sans « .. », comme « decp/decp-2022*.json* »."
            )
            self._refuse(row["miroir"], f"motif du miroir refusé « {row['miroir']} »", advice)
        if row["format"] not in FORMATS:
            self._refuse("format", f"format inconnu « {row['format']} »", f"Admis : {', '.join(FORMATS)}.")
        if row["forme"] not in formes:
            advice = f"Décrivez ses colonnes dans [colonnes.{row['forme'] or '<forme>'}]."
            self._refuse(row["forme"], f"forme sans colonnes « {row['forme']} »", advice)
        if row["adresse"] and not row["adresse"].startswith("https://"):
            self._refuse(
                row["adresse"], f"adresse refusée « {row['adresse']} »", "Elle commence par https://."
            )
        if bool(row["adresse"]) != bool(row["nom"]) or "/" in row["nom"] or row["nom"].startswith("."):
            advice = "Une adresse et un nom de fichier simple vont ensemble ; sans adresse, pas de nom."
            self._refuse(row["nom"] or row["adresse"], "adresse et nom ne vont pas ensemble", advice)


def is_inside(pattern: str) -> bool:
    """Tell whether a pattern stays inside the folder it is applied to."""
    path = PurePosixPath(pattern)
    return not path.is_absolute() and ".." not in path.parts and "\\" not in pattern


def _is_list_of_texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(text, str) and text.strip() for text in value)
