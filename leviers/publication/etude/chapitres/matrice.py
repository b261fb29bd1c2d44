"""The matrix: 22 métropoles × 50 leviers on one spread, one sign a cell, and how to read it."""

from leviers.evidence.matrix import STATES, Filters, Row, build_matrix
from leviers.publication.etude.blocs import Chapitre, Matrice
from leviers.publication.etude.contexte import Contexte, Redaction
from leviers.publication.etude.phrases import accorder, chiffre, compter, enumerer, sur
from leviers.publication.etude.texte import Mot, Texte, lire

CODE, ANCRE = "matrice", "matrice"


def write(contexte: Contexte) -> list[Chapitre]:
    """One chapter, laid out on a spread."""
    page = contexte.chapitre(CODE, "La matrice", genre="matrice")
    _write_lecture(page)
    page.ajouter(make_matrice(contexte))
    return [page.fermer()]


def make_matrice(contexte: Contexte) -> Matrice:
    """The whole matrix: rows by population, as on the site; columns in the order of the typology."""
    matrix = build_matrix(contexte.usages, Filters())
    return Matrice(
        titre="Ce qui est repéré dans chaque métropole, levier par levier",
        alternative=lire(_say_alternative(contexte)),
        colonnes=tuple(
            (group.champ.nom_court, tuple((one.nom_court, f"levier-{one.code}") for one in group.leviers))
            for group in matrix.groups
        ),
        lignes=tuple(_as_ligne(contexte, row) for row in matrix.rows),
        legende=tuple((niveau.signe, niveau.nom) for niveau in reversed(STATES)),
    )


def _as_ligne(contexte: Contexte, row: Row) -> tuple[str, tuple[str, ...], Texte]:
    signs = tuple(usage.niveau.signe if usage else "" for usage in row.usages)
    place = row.territoire
    return (place.nom_court, signs, (chiffre(contexte.mesurer("matrice-leviers", place.siren)),))


def _write_lecture(page: Redaction) -> None:
    """What is seen of the whole, and what must not be concluded."""
    lire_ = page.contexte.mesurer
    cases, reperes = lire_("matrice-cases"), lire_("matrice-reperes")
    page.par(
        "chapeau",
        "De la métropole la plus peuplée à la moins peuplée, levier par levier, nos sources montrent "
        "{reperes} pour {cases} ({part}).",
        style="chapeau",
        reperes=compter(reperes, "usage"),
        cases=compter(cases, "case"),
        part=chiffre(reperes, "part", sur=cases),
    )
    page.par(
        "lecture",
        "Le signe dit la preuve. Au bout de la ligne, le nombre de leviers repérés, {mediane} sur {leviers} "
        "en valeur médiane, dépend de ce qui est publié : ce n’est ni une note ni un rang.",
        mediane=chiffre(lire_("matrice-mediane")),
        leviers=chiffre(lire_("nb-leviers")),
    )
    unseen = lire_("matrice-niveaux", "non-observable")
    if unseen.valeur:
        page.par(
            "observable",
            "Pour {cases}, ni démarche connue ni fichier public assez rempli : elles sont non observables.",
            cases=sur(unseen, cases, "case", feminin=True),
        )


def _say_alternative(contexte: Contexte) -> Texte:
    """The text that stands for the drawing: its size, then how many cells bear each sign."""
    lire_ = contexte.mesurer
    counts: list[Texte] = [
        accorder(lire_("matrice-niveaux", niveau.code), "", niveau.nom, f"{niveau.nom}s")
        for niveau in reversed(STATES)
        if lire_("matrice-niveaux", niveau.code).valeur
    ]
    return (
        Mot("Tableau de "),
        *compter(lire_("nb-metropoles"), "métropole", feminin=True),
        Mot(" et "),
        *compter(lire_("nb-leviers"), "levier"),
        Mot(". Nombre de cases par niveau de preuve : "),
        *enumerer(counts),
        Mot("."),
    )
