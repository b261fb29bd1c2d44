"""Portraits: how to read one, then the métropoles in alphabetical order, two pages each."""

from leviers.evidence.matrix import fold
from leviers.evidence.niveaux import NIVEAUX
from leviers.graphiques.catalogue import EVOLUTIONS, choose_evolution
from leviers.publication.etude.blocs import Bloc, Chapitre, Figure, Portrait
from leviers.publication.etude.contexte import Contexte, Redaction
from leviers.publication.etude.mesures import load_definitions
from leviers.publication.etude.phrases import compter
from leviers.publication.etude.portrait.demarches import write_demarches
from leviers.publication.etude.portrait.identite import give_figures, list_champs, say_identity
from leviers.publication.etude.portrait.ouvertes import write_ouvertes
from leviers.publication.etude.portrait.reperes import write_reperes
from leviers.publication.etude.portrait.voisins import write_voisins
from leviers.publication.etude.texte import Mot
from leviers.reference.territoires import Metropole
from leviers.reference.typography import NBSP

OTHER_MEASURES = ("nb-metropoles", "metropoles-par-levier")
"""Measures of the whole study that portraits say too; their own begin with « portrait- »."""


def write(contexte: Contexte) -> list[Chapitre]:
    """The opening, then every métropole."""
    return [_write_opening(contexte), *(write_one(contexte, one) for one in list_metropoles(contexte))]


def list_tables() -> frozenset[str]:
    """Tables that portraits are measured on: enough to open for one portrait alone."""
    mine = [
        one.tables
        for code, one in load_definitions().items()
        if code.startswith("portrait-") or code in OTHER_MEASURES
    ]
    return frozenset[str]().union(*mine)


def list_metropoles(contexte: Contexte) -> list[Metropole]:
    """By short name, as a French index: no other order is given to métropoles."""
    return sorted(contexte.etat.territoires.values(), key=lambda one: fold(one.nom_court))


def write_one(contexte: Contexte, metropole: Metropole) -> Chapitre:
    """Two pages on one métropole; every list is bounded, and says what it leaves out."""
    page = contexte.chapitre(
        f"portrait-{metropole.slug}", metropole.nom, genre="portrait", est_numerote=False
    )
    contexte.indexer("territoires", metropole.nom_court, page.en_tete.code, "portrait")
    head = say_identity(page, metropole), give_figures(page, metropole), list_champs(page, metropole)
    page.titre("Ses démarches")
    write_demarches(page, metropole)
    page.titre("Données ouvertes")
    write_ouvertes(page, metropole)
    _draw_evolution(page, metropole)
    page.titre("Leviers à explorer")
    write_voisins(page, metropole)
    page.titre("Repères")
    write_reperes(page, metropole)
    blocs: tuple[Bloc, ...] = tuple(page.blocs)
    page.blocs = [
        Portrait(
            f"{page.en_tete.code}-tete",
            metropole.nom,
            *head,
            carte=_draw_map(contexte, metropole),
            blocs=blocs,
        ),
    ]
    return page.fermer()


def _draw_map(contexte: Contexte, metropole: Metropole) -> Figure | None:
    return contexte.dessiner(f"metropoles/{metropole.slug}/carte", est_petite=True)


def _draw_evolution(page: Redaction, metropole: Metropole) -> None:
    """One chart, of what has several years: purchases first, the métropole before its communes."""
    build = page.contexte.etat.build
    if build is None:
        return
    for theme in EVOLUTIONS:
        for lien in ("metropole", "commune"):
            chart = choose_evolution(build, metropole.slug, theme, lien)
            if chart and not chart.est_vide and len(chart.table.lignes) > 1:
                page.figure(chart.cle, est_petite=True)
                return


def _write_opening(contexte: Contexte) -> Chapitre:
    page = contexte.chapitre("portraits", "Portraits des métropoles", genre="portraits")
    page.par(
        "chapeau",
        "{metropoles}, deux pages chacune, par ordre alphabétique. Aucun classement : un portrait dit ce que "
        "nous avons trouvé et ce que personne n’a pu voir.",
        style="chapeau",
        metropoles=compter(contexte.mesurer("nb-metropoles"), "métropole", feminin=True),
    )
    page.par(
        "leviers",
        "Chaque portrait s’ouvre sur les leviers repérés, champ par champ. Le signe placé devant un levier "
        "dit comment on le sait : {signes}. Un levier absent de la liste n’a pas été repéré ; cela ne veut "
        "pas dire que la métropole ne l’emploie pas.",
        signes=Mot(", ".join(f"{one.signe}{NBSP}{one.nom}" for one in NIVEAUX if one.rang > 0)),
    )
    page.par(
        "demarches",
        "Viennent ensuite les démarches, des plus récentes aux plus anciennes. L’année est celle du début ; "
        "elle manque quand aucune source ne la donne. Les numéros renvoient aux sources, à la fin.",
    )
    page.par(
        "donnees",
        "Les données ouvertes sont celles que la métropole et ses communes publient. Un chiffre y porte son "
        "année et sa couverture, c’est-à-dire la part des actes qui permettaient de le calculer. Deux bornes "
        "disent ce qui est certain et ce qui est possible. La médiane est celle des autres métropoles dont "
        "la valeur est connue la même année : la moitié d’entre elles ont une valeur égale ou plus basse. "
        "Quand les actes sont trop peu nombreux, ou la couverture trop faible, il n’y a pas de chiffre, et "
        "c’est dit.",
    )
    page.par(
        "voisins",
        "Les métropoles semblables le sont par la population, la densité, la part des quartiers "
        "prioritaires, les organisations de l’ESS connues, la région et le statut. Leurs leviers sont des "
        "pistes, non des leçons.",
    )
    return page.fermer()
