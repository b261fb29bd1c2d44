"""Comparable métropoles, why they are, and the leviers that they use and that nothing shows here."""

from collections.abc import Sequence

from leviers.comparison.explore import AExplorer, Piste, list_a_explorer
from leviers.comparison.neighbours import Ecart, Voisin
from leviers.publication.etude.contexte import Redaction
from leviers.publication.etude.phrases import compter, enumerer, joindre
from leviers.publication.etude.portrait.coupe import quote
from leviers.publication.etude.portrait.demarches import LONGUEUR_TITRE, say_years
from leviers.publication.etude.texte import Cite, Mot, Texte, dire
from leviers.reference.territoires import Metropole
from leviers.reference.typography import NBSP, accord

MAX_PISTES = 6
"""Leviers to explore: enough to choose from, few enough to be read."""
MAX_ADOPTEURS = 4
"""Métropoles named after a levier, out of six comparable ones."""
NB_EXPLIQUES = 3
"""Of the six, those told with their reasons."""
NB_RAISONS = 2
"""Why two métropoles are said comparable: what they have most in common."""
RAISONS = {
    "population": "population",
    "densite": "densité",
    "part-qpv": "part des quartiers prioritaires",
    "structures-ess": "organisations de l’ESS connues",
    "region": "région",
    "statut": "statut",
}
"""Variables of comparison in a word; `statut` is shared by nearly all and is never a reason alone."""


def write_voisins(page: Redaction, metropole: Metropole) -> None:
    """Who is near and by what; what could be explored, by whom it is used."""
    contexte = page.contexte
    found = list_a_explorer(contexte.catalogue, contexte.etat.build, metropole.siren)
    if not found.voisins:
        page.par(
            "sans-voisin", "Trop peu de données sont connues pour dire de quelles métropoles elle est proche."
        )
        return
    page.par(
        "voisins",
        "Les métropoles les plus semblables sont {premieres}{suite}.",
        premieres=enumerer([_say_voisin(one) for one in found.voisins[:NB_EXPLIQUES]]),
        suite=_say_others(found.voisins[NB_EXPLIQUES:]),
    )
    if not found.pistes:
        page.par("sans-piste", "Tout ce qu’elles emploient est déjà repéré ici.")
        return
    page.par("pistes", "Ce qu’elles emploient et qui n’est pas repéré ici :")
    page.liste(_say_piste(page, one) for one in found.pistes[:MAX_PISTES])
    if said := _say_rest(found):
        page.par("pistes-autres", "{phrases}", style="petit", phrases=said)


def _say_voisin(voisin: Voisin) -> Texte:
    """« Rennes (densité, région) »."""
    nom = _name(voisin.territoire)
    near = [
        one for one in voisin.ecarts if one.ecart is not None and one.poids and one.variable.code != "statut"
    ]
    near = [one for one in near if not (one.variable.est_nominale and one.ecart)]
    near.sort(key=_rank)
    raisons = [RAISONS[one.variable.code] for one in near[:NB_RAISONS] if one.variable.code in RAISONS]
    return (nom, Mot(f" ({', '.join(raisons)})")) if raisons else (nom,)


def _say_others(voisins: Sequence[Voisin]) -> Texte:
    if not voisins:
        return ()
    noms: list[Texte] = [(_name(one.territoire),) for one in voisins]
    return dire(" ; puis {noms}", noms=enumerer(noms))


def _name(metropole: Metropole) -> Cite:
    return Cite(metropole.nom_court, f"territoire:{metropole.siren}:nom_court")


def _rank(ecart: Ecart) -> float:
    """The smallest gap first; a région in common is worth as much as a tenth of the usual gap."""
    return 0.1 if ecart.variable.est_nominale else ecart.ecart or 0.0


def _say_piste(page: Redaction, piste: Piste) -> Texte:
    """« Monnaie locale : Rennes (9 métropoles en tout). Voir Rennes : « Le galléco » (depuis 2013) [12] »."""
    levier = piste.levier
    noms: list[Texte] = [(_name(usage.territoire),) for usage in piste.adopteurs]
    many = len(noms) > MAX_ADOPTEURS
    shown = (*joindre(noms[:MAX_ADOPTEURS]), Mot(" et d’autres")) if many else enumerer(noms)
    return dire(
        "{levier} : {noms} ({total} en tout{reserve}){exemple}",
        levier=Cite(levier.nom, f"levier:{levier.code}:nom"),
        noms=shown,
        total=compter(page.contexte.mesurer("metropoles-par-levier", levier.code), "métropole", feminin=True),
        reserve=Mot(f"{NBSP}; compétence à vérifier") if piste.reserve else Mot(""),
        exemple=_say_example(page, piste),
    )


def _say_example(page: Redaction, piste: Piste) -> Texte:
    """What the most similar of them did, with its sources: where an officer begins to read."""
    if not piste.demarches:
        return ()
    one = piste.demarches[0]
    return dire(
        f". Voir {{ou}} : «{NBSP}{{titre}}{NBSP}»{{annees}}{{sources}}",
        ou=_name(one.territoire),
        titre=quote(one.titre, f"demarche:{one.id}:titre", most=LONGUEUR_TITRE),
        annees=say_years(one),
        sources=page.contexte.sources.cite(one.sources),
    )


def _say_rest(found: AExplorer) -> Texte:
    said: list = []
    if len(found.pistes) > MAX_PISTES:
        said += dire("D’autres pistes se lisent sur le site.")
    if found.hors:
        noms: list[Texte] = [
            (Cite(one.levier.nom_court, f"levier:{one.levier.code}:nom_court"),) for one in found.hors
        ]
        said += [Mot(" ")] if said else []
        words = "{ecarte}, car son statut confie cette compétence à d’autres : {noms}."
        ecarte = Mot(accord(len(noms), "Écarté", "Écartés"))
        said += dire(words, ecarte=ecarte, noms=enumerer(noms))
    return tuple(said)
