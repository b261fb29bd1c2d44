"""What changed since the edition before: gained, lost, why; démarches that came and went; revised values."""

from collections.abc import Callable, Iterable, Sequence

from leviers.evidence.matrix import fold
from leviers.evidence.mouvements import CATALOGUE, CAUSES, CONTRIBUTION, ENQUETE
from leviers.evidence.niveaux import BY_CODE
from leviers.publication.etude.blocs import Chapitre
from leviers.publication.etude.changements import (
    JOURNAL,
    PREUVES,
    Changements,
    Demarche,
    Raison,
    Usage,
    Valeur,
    compare,
)
from leviers.publication.etude.contexte import Contexte, Redaction
from leviers.publication.etude.mesures import Mesure
from leviers.publication.etude.phrases import chiffre, compter, joindre
from leviers.publication.etude.portrait.coupe import quote
from leviers.publication.etude.texte import Cite, Mot, Texte, dire
from leviers.reference import typologie
from leviers.reference.typography import NBSP
from leviers.warehouse.indicateurs import load_indicateurs

MAX_USAGES = 40
"""Rows of a table of usages: one page; the journal of the site has them all."""
MAX_DEMARCHES = 30
"""Titles listed: one page."""
MAX_VALEURS = 20
"""Revised values listed: half a page; the tables of both editions have them all."""
MAX_PREUVES = 2
"""Titles named in a reason."""
LONGUEUR_TITRE = 90
"""Letters of a title, beyond which it is cut: two lines of a column."""
LIENS = {
    "metropole": "la métropole",
    "commune": "ses communes",
    "autre": "autres",
    "territoire": "territoire",
}
ACTES = {"marche": "un marché", "subvention": "une subvention", "deliberation": "une délibération"}


def write(contexte: Contexte) -> list[Chapitre]:
    """One chapter; none where there is no edition before."""
    if contexte.precedente is None:
        return []
    found = compare(contexte.precedente, contexte.mesures.connection)
    page = contexte.chapitre("changements", "Ce qui a changé depuis l’édition précédente")
    if found.est_vide:
        page.par(
            "rien",
            "Rien n’a changé depuis l’édition précédente : mêmes usages, mêmes démarches, mêmes valeurs aux "
            "arrondis près.",
            style="chapeau",
        )
        page.par(
            "compare",
            "Sont comparés, entre les fichiers des deux éditions : chaque usage et son niveau de preuve, "
            "chaque démarche publiée, chaque valeur d’indicateur. Une correction de texte n’y paraît pas.",
        )
        return [page.fermer()]
    _write_summary(page)
    titles = _read_titles(contexte)
    _write_usages(page, titles, found)
    _write_demarches(page, found)
    if contexte.etat.build:
        _write_values(page, found)
    return [page.fermer()]


def _write_summary(page: Redaction) -> None:
    mesurer = page.contexte.mesurer
    page.par(
        "chapeau",
        "Depuis l’édition précédente, {gagnes} et {perdus}. Au catalogue, {nouvelles} et {retirees}.",
        style="chapeau",
        gagnes=_count(
            mesurer("changements-usages-gagnes"),
            "usage n’est apparu",
            "usage est apparu",
            "usages sont apparus",
        ),
        perdus=_count(
            mesurer("changements-usages-perdus"),
            "usage n’a disparu",
            "usage n’est plus repéré",
            "usages ne sont plus repérés",
        ),
        nouvelles=_count(
            mesurer("changements-demarches-nouvelles"),
            "démarche n’est nouvelle",
            "démarche est nouvelle",
            "démarches sont nouvelles",
            feminin=True,
        ),
        retirees=_count(
            mesurer("changements-demarches-retirees"),
            "démarche n’a été retirée",
            "démarche a été retirée",
            "démarches ont été retirées",
            feminin=True,
        ),
    )
    page.par(
        "lecture",
        "Un usage, c’est un levier dans une métropole. Qu’il apparaisse ne dit pas que l’action soit "
        "nouvelle : une source a pu être trouvée, un acte publié. Qu’il disparaisse ne dit pas qu’elle ait "
        "cessé.",
    )


def _count(mesure: Mesure, zero: str, un: str, plusieurs: str, *, feminin: bool = False) -> Texte:
    """A count with its verb; French says none with « ne »."""
    return compter(mesure, un if mesure.valeur else zero, plusieurs, feminin=feminin)


def _write_usages(page: Redaction, titles: dict[str, str], found: Changements) -> None:
    parts = (
        ("gagnes", "Usages apparus", "Aucun usage n’est apparu.", found.gagnes, True),
        ("perdus", "Usages qui ne sont plus repérés", "Aucun usage n’a disparu.", found.perdus, False),
        ("hausses", "Usages mieux établis", "", found.hausses, True),
        ("baisses", "Usages moins bien établis", "", found.baisses, False),
    )
    for cle, titre, none, usages, rose in parts:
        if not usages and not none:
            continue
        page.titre(titre, ancre=f"changements-{cle}")
        if not usages:
            page.par(f"{cle}-aucun", none)
            continue
        rows = [_as_row(page.contexte, titles, one, rose=rose) for one in _order(page.contexte, usages)]
        page.tableau(
            dire(f"{titre}, par métropole"),
            ("Métropole", "Levier", "Niveau", "Pourquoi"),
            rows[:MAX_USAGES],
            "gggg",
            largeurs=(0.16, 0.3, 0.16, 0.38),
        )
        if len(rows) > MAX_USAGES:
            page.par(f"{cle}-suite", "Les autres se lisent dans le journal, sur le site.", style="petit")


def _order(contexte: Contexte, usages: Iterable[Usage]) -> list[Usage]:
    """By short name of the métropole, then in the order of the leviers."""
    order = {code: place for place, code in enumerate(typologie.load_leviers())}
    name = _namer(contexte)
    return sorted(
        usages, key=lambda one: (fold(name(one.territoire_siren)), order.get(one.levier, len(order)))
    )


def _as_row(contexte: Contexte, titles: dict[str, str], usage: Usage, *, rose: bool) -> tuple[Texte, ...]:
    levier = typologie.load_leviers().get(usage.levier)
    before, after = BY_CODE.get(usage.avant), BY_CODE.get(usage.apres)
    return (
        _cite_place(contexte, usage.territoire_siren),
        (Cite(levier.nom if levier else usage.levier, f"levier:{usage.levier}:nom"),),
        (
            Mot(
                f"{before.signe if before else '·'} → {after.signe if after else '·'}{NBSP}"
                f"{after.nom if after else 'non repéré'}"
            ),
        ),
        say_reason(contexte, titles, usage.raison, rose=rose),
    )


_TOLD = {ENQUETE: "reponse", CONTRIBUTION: "declaration"}
"""Kind of proof that a cause says by itself."""


def say_reason(contexte: Contexte, titles: dict[str, str], raison: Raison, *, rose: bool) -> Texte:
    """« Une relecture : un marché », « Démarche retirée : … », or that nobody knows."""
    is_of_demarches = raison.preuves and all(cle.startswith("demarche:") for cle in raison.preuves)
    if raison.origine == JOURNAL and not (raison.cause == CATALOGUE and is_of_demarches):
        cause = CAUSES.get(raison.cause, raison.cause)
        said: Texte = (Mot(f"{cause[0].upper()}{cause[1:]}"),)
        told = _TOLD.get(raison.cause)
        names = _name_proofs(titles, [one for one in raison.preuves if one.partition(":")[0] != told])
        return (*said, Mot(f"{NBSP}: "), *names) if names else said
    if raison.origine in (JOURNAL, PREUVES):
        word = _say_moved(contexte, raison.preuves, rose=rose)
        return (Mot(f"{word}{NBSP}: "), *_name_proofs(titles, raison.preuves))
    return (Mot(f"Raison inconnue{NBSP}: ni le journal ni les preuves ne la disent"),)


def _say_moved(contexte: Contexte, cles: Sequence[str], *, rose: bool) -> str:
    ids = [cle.partition(":")[2] for cle in cles if cle.startswith("demarche:")]
    if len(ids) < len(cles):
        return "Preuve nouvelle" if rose else "Preuve qui ne compte plus"
    if rose:
        return "Démarche publiée"
    gone = not any(one in contexte.catalogue.demarches for one in ids)
    return "Démarche retirée" if gone else "Démarche qui ne le montre plus"


def _name_proofs(titles: dict[str, str], cles: Sequence[str]) -> Texte:
    """Titles of démarches first; a public act is said by its genre, a measure by its indicator."""
    said: list[Texte] = []
    for cle in sorted(cles, key=lambda one: not one.startswith("demarche:")):
        genre, _, identifier = cle.partition(":")
        if genre == "demarche":
            titre = titles.get(identifier, "")
            de = f"demarche:{identifier}:titre"
            titled = (Mot(f"«{NBSP}"), *quote(titre, de, most=LONGUEUR_TITRE), Mot(f"{NBSP}»"))
            said.append(titled if titre else (Mot("une démarche"),))
        elif genre == "mesure":
            code = identifier.partition(":")[0]
            known = load_indicateurs().get(code)
            said.append((Cite(known.titre, f"indicateur:{code}:titre"),) if known else (Mot("une mesure"),))
        elif genre == "reponse":
            said.append((Mot("une réponse à l’enquête"),))
        elif genre == "declaration":
            said.append((Mot("une déclaration de la métropole"),))
        else:
            said.append((Mot(ACTES.get(genre, "un acte public")),))
    distinct = list(dict.fromkeys(said))
    rest = (Mot(" et d’autres"),) if len(distinct) > MAX_PREUVES or len(cles) > len(distinct) else ()
    return (*joindre(distinct[:MAX_PREUVES]), *rest)


def _write_demarches(page: Redaction, found: Changements) -> None:
    for cle, titre, demarches in (
        ("nouvelles", "Démarches nouvelles", found.demarches_nouvelles),
        ("retirees", "Démarches retirées", found.demarches_retirees),
    ):
        if not demarches:
            continue
        name = _namer(page.contexte)
        ordered = sorted(demarches, key=lambda one: (fold(name(one.territoire_siren)), one.titre))
        page.titre(titre, ancre=f"changements-demarches-{cle}")
        page.liste(_say_demarche(page.contexte, one) for one in ordered[:MAX_DEMARCHES])
        if len(ordered) > MAX_DEMARCHES:
            page.par(f"demarches-{cle}-suite", "Les autres se lisent sur le site.", style="petit")


def _say_demarche(contexte: Contexte, one: Demarche) -> Texte:
    known = contexte.catalogue.demarches.get(one.id)
    return dire(
        "{place} : {titre}{sources}",
        place=_cite_place(contexte, one.territoire_siren),
        titre=quote(one.titre, f"demarche:{one.id}:titre", most=LONGUEUR_TITRE),
        sources=contexte.sources.cite(known.sources) if known else (),
    )


def _write_values(page: Redaction, found: Changements) -> None:
    page.titre("Indicateurs", ancre="changements-indicateurs")
    mesurer = page.contexte.mesurer
    nouvelles, revues = mesurer("changements-valeurs-nouvelles"), mesurer("changements-valeurs-revues")
    page.par(
        "valeurs",
        "Pour les indicateurs, {nouvelles} d’une année plus récente ou jusque-là inconnue. Pour une même "
        "année, {revues} de plus d’un point (pourcentages) ou de plus de cinq pour cent (autres valeurs) ; "
        "en deçà, l’écart n’est pas dit.",
        nouvelles=_count(nouvelles, "valeur n’est", "valeur est", "valeurs sont", feminin=True),
        revues=_count(
            revues, "valeur n’a été revue", "valeur a été revue", "valeurs ont été revues", feminin=True
        ),
    )
    page.tableau(
        dire("Valeurs revues"),
        ("Indicateur", "Métropole", "Année", "Avant", "Après"),
        [_as_value(page.contexte, one) for one in found.revues[:MAX_VALEURS]],
        "ggcdd",
        largeurs=(0.44, 0.22, 0.1, 0.12, 0.12),
    )
    if len(found.revues) > MAX_VALEURS:
        page.par("valeurs-suite", "Les autres se lisent dans les tables des deux éditions.", style="petit")


def _as_value(contexte: Contexte, one: Valeur) -> tuple[Texte, ...]:
    known = load_indicateurs().get(one.code)
    titre = Cite(known.titre if known else one.code, f"indicateur:{one.code}:titre")
    annee = Cite(str(one.annee), f"valeur:{one.cle}:annee") if one.annee else Mot("sans date")
    return (
        (titre,),
        (*_cite_place(contexte, one.territoire_siren), Mot(f" ({LIENS.get(one.lien, 'autres')})")),
        (annee,),
        _say_ends(contexte, one, "avant"),
        _say_ends(contexte, one, "apres"),
    )


def _say_ends(contexte: Contexte, one: Valeur, mot: str) -> Texte:
    calcul = {"%": "pourcent", "€": "montant"}.get(one.unite, "valeur")
    low = chiffre(contexte.mesurer("changements-valeur", f"{one.cle}.{mot}"), calcul)
    high = chiffre(contexte.mesurer("changements-valeur", f"{one.cle}.{mot}-haute"), calcul)
    return (low,) if low.ecrit == high.ecrit else (low, Mot(" à "), high)


def _cite_place(contexte: Contexte, siren: str) -> Texte:
    return (Cite(_namer(contexte)(siren), f"territoire:{siren}:nom_court"),)


def _namer(contexte: Contexte) -> Callable[[str], str]:
    places = contexte.etat.territoires
    return lambda siren: places[siren].nom_court if siren in places else siren


def _read_titles(contexte: Contexte) -> dict[str, str]:
    """Titles of démarches of both editions, those of today first."""
    rows = contexte.mesures.connection.execute(
        "select id, titre from precedente.demarches union all select id, titre from demarches"
    ).fetchall()
    return dict(rows)
