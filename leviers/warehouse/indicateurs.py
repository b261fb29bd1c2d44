"""Indicators: each one a reviewed document, `<code>.toml`, beside the query that computes it, `<code>.sql`.

Every query gives the same columns (COLUMNS) and holds a part named `lignes`: the rows it counts, one a fact,
with their file and line (LIGNES). The total is computed from them, so the way back is the same query, stopped
earlier: `explain.py`.
"""

import tomllib
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path

from leviers.errors import Problem, Refused
from leviers.warehouse.plan import Model

FOLDER = Path(__file__).with_name("indicators")
SCHEMA = "indicators"
VALEURS = f"{SCHEMA}.valeurs"

COLUMNS = {
    "territoire_siren": "varchar",
    "lien": "varchar",
    "annee": "integer",
    "valeur": "double",
    "valeur_haute": "double",
    "numerateur": "double",
    "numerateur_haut": "double",
    "denominateur": "double",
    "nb_lignes": "bigint",
    "nb_lignes_utiles": "bigint",
    "couverture_pct": "double",
}
"""What an indicator gives. `valeur_haute`, `numerateur_haut` are null unless it is a range; `annee` is null
for a list whose date nobody wrote; couverture_pct = 100 × nb_lignes_utiles / nb_lignes, one decimal."""

LIGNES = (
    *("territoire_siren", "lien", "annee", "fait_id", "source", "fichier", "ligne"),
    *("numerateur", "numerateur_haut", "denominateur", "est_utile"),
)
"""What the part `lignes` of each query gives, one row a fact."""

LIENS = {
    "metropole": "la métropole elle-même",
    "commune": "les communes du territoire",
    "autre": "d’autres organismes du territoire",
    "territoire": "tout le territoire",
}
THEMES = ("marches", "subventions", "structures", "deliberations", "transparence")
ADVICE = "Prenez modèle sur un autre indicateur ; chaque clé est expliquée dans indicateurs.py."


@dataclass(frozen=True)
class Indicateur:
    """One indicator in words; `revu_le` is the day when somebody last reviewed it (ISO date)."""

    code: str
    titre: str
    question: str
    theme: str
    numerateur: str
    denominateur: str
    unite: str
    limites: str
    sources: tuple[str, ...]
    revu_le: str


@cache
def load_indicateurs(folder: Path = FOLDER) -> dict[str, Indicateur]:
    """Every indicator by code, in alphabetical order.

    Raises  Refused with every defect: missing or unknown key, query without document, document without query
    """
    problems: list[Problem] = []
    found = {}
    for file in sorted(folder.glob("*.toml")):
        indicateur = _read(file, problems)
        if indicateur:
            found[indicateur.code] = indicateur
    queries = {file.stem for file in folder.glob("*.sql") if not file.name.endswith(".check.sql")}
    for code in sorted(queries - {file.stem for file in folder.glob("*.toml")}):
        problems.append(Problem(f"{code}.sql", 0, "cette requête n’a pas de fiche", f"Écrivez {code}.toml."))
    if problems:
        raise Refused(problems)
    return found


def _read(file: Path, problems: list[Problem]) -> Indicateur | None:
    try:
        given = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        problems.append(Problem(file.name, 0, f"ce n’est pas une fiche lisible ({error})", ADVICE))
        return None
    known = {field.name for field in fields(Indicateur)} - {"code"}
    defects = [f"clé inconnue « {key} »" for key in sorted(given.keys() - known)]
    defects += [f"« {key} » manque" for key in sorted(known - given.keys()) or ()]
    defects += [f"« {key} » est vide" for key in sorted(known & given.keys()) if not given[key]]
    if given.get("theme") not in THEMES:
        defects.append(f"thème inconnu ; admis : {', '.join(THEMES)}")
    if not file.with_suffix(".sql").exists():
        defects.append("cette fiche n’a pas de requête")
    problems += [Problem(file.name, 0, defect, ADVICE) for defect in defects]
    if defects:
        return None
    return Indicateur(
        code=file.stem, **{**given, "sources": tuple(given["sources"]), "revu_le": str(given["revu_le"])}
    )


def gather(models: list[Model]) -> Model:
    """The table of all values: one row per indicator, territoire, kind of body and year."""
    names = [model.name for model in models if model.name.startswith(f"{SCHEMA}.")]
    columns = ", ".join(f"cast({column} as {kind}) as {column}" for column, kind in COLUMNS.items())
    parts = [
        f"select '{name.split('.', 1)[1]}' as code, {columns} from {SCHEMA}.\"{name.split('.', 1)[1]}\""  # noqa: S608
        for name in sorted(names)
    ]
    check = (
        f"select code, territoire_siren, annee from {VALEURS}"  # noqa: S608
        " group by code, territoire_siren, lien, annee having count(*) > 1"
        f" union all select code, territoire_siren, annee from {VALEURS}"
        " where couverture_pct not between 0 and 100 or nb_lignes_utiles > nb_lignes or valeur_haute < valeur"
    )
    return Model(VALEURS, "\nunion all\n".join(parts), frozenset(names), check)
