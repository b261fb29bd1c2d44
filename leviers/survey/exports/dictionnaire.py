"""The dictionary of the variables, as rows and as a text to read before the data."""

from collections.abc import Iterator

from leviers.survey.exports.tableau import COCHE, CODE, EQUIPE, NUMERIQUE, STATUTS, Tableau, Variable

COLUMNS = ("variable", "libelle", "genre", "unite", "section", "modalites", "colonne_de_statut")
_GENRES = {CODE: "un code parmi ceux de « modalites »", COCHE: "1 cochée, 0 non cochée", NUMERIQUE: "nombre"}
MANQUANTES = {
    "ne_sait_pas": -7,
    "ne_souhaite_pas": -8,
    "sans_reponse": -9,
    "non_publiee": -6,
}
"""Missing values in .sav, declared as such; a question that was not asked is missing for the system."""


def describe(tableau: Tableau) -> Iterator[tuple[str, ...]]:
    """One row per variable."""
    for one in tableau.variables:
        yield (
            one.nom,
            one.libelle,
            _GENRES.get(one.genre, one.genre),
            one.unite,
            tableau.plan.sections.get(one.section, ""),
            say_modalites(one),
            one.statut,
        )


def say_modalites(variable: Variable) -> str:
    """Codes with their labels."""
    return " | ".join(f"{code} = {label}" for code, label in variable.modalites.items())


def list_notes(tableau: Tableau) -> Iterator[str]:
    """What to know before reading."""
    campagne, nb = tableau.campagne, len(tableau.lignes)
    yield f"{campagne.titre} ({campagne.code}). Une ligne par territoire, {nb} en tout."
    if tableau.perimetre == EQUIPE:
        yield (
            "Périmètre : équipe. Toutes les participations commencées, publiées ou non ; aucun contact. "
            "Ce fichier ne se diffuse pas."
        )
    else:
        yield (
            "Périmètre : public. Les seules réponses contrôlées, publiées, et que le territoire accepte de "
            "voir à son nom ; celles qui ne doivent pas être nommées ne sont que dans les totaux du site. "
            "Licence Ouverte 2.0."
        )
    yield (
        "Une réponse est ce que le territoire déclare. Les questions à plusieurs réponses donnent une "
        "variable par choix."
    )
    yield "Une cellule vide a sa raison dans la colonne de statut : " + " | ".join(
        f"{code} = {label}" for code, label in STATUTS.items()
    )
    missing = ", ".join(f"{value} = {STATUTS[code].lower()}" for code, value in MANQUANTES.items())
    yield f"Dans le fichier .sav, ces raisons sont des valeurs manquantes déclarées : {missing}."


def write(tableau: Tableau) -> bytes:
    """The dictionary as Markdown."""
    lines = [f"# {tableau.campagne.titre}", ""]
    lines += [line for note in list_notes(tableau) for line in (note, "")]
    lines += ["## Variables", "", f"| {' | '.join(COLUMNS)} |", f"|{' --- |' * len(COLUMNS)}"]
    lines += [f"| {' | '.join(_escape(cell) for cell in row)} |" for row in describe(tableau)]
    return ("\n".join(lines) + "\n").encode()


def _escape(cell: str) -> str:
    return cell.replace("|", "\\|").replace("\n", " ")
