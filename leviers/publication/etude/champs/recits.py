"""Démarches told in full: which ones, by a rule that anybody can apply again, and how they are told."""

from collections import Counter
from collections.abc import Iterable, Mapping

from leviers.catalogue.published import Chiffre as Releve
from leviers.catalogue.published import Demarche
from leviers.evidence.matrix import TRANCHES
from leviers.publication.etude.blocs import Recit
from leviers.publication.etude.contexte import Contexte
from leviers.publication.etude.phrases import chiffre, enumerer
from leviers.publication.etude.texte import Cite, Mot, Texte, dire
from leviers.reference.typography import NBSP, typo, unite
from leviers.reference.typologie import load_champs

NB_RECITS = 4
NB_CHIFFRES = 4
"""Figures told of one démarche, its amount first; its page on the site has them all."""
HAUTE = "haute"
ENVIRON = ("environ", "plus de", "près de", "au moins", "moins de", "presque", "quelque", "jusqu’à")


def choose_recits(demarches: Iterable[Demarche]) -> dict[str, tuple[Demarche, ...]]:
    """The démarches told in each champ, in the order of their choice.

    Shape   démarches -> at most four for each champ, whatever the order in which they are given
    Rule    those that fulfil every condition (high confidence, several sources, an amount or a figure);
            others only where fewer than three do, the nearest first. One for each métropole in a champ;
            then the région, bracket of population, main levier told least often in the champ; the
            métropole and région told least often so far; most sources, most figures, identifier
    """
    every = sorted(demarches, key=lambda one: one.id)
    told: Counter[tuple[str, str]] = Counter()
    found = {}
    for champ in load_champs():
        candidates = [one for one in every if one.champ.code == champ]
        found[champ] = tuple(_choose(_keep(candidates), told))
    return found


def count_conditions(demarche: Demarche) -> int:
    """How many of the three conditions a démarche fulfils."""
    has_figure = bool(demarche.chiffres) or demarche.montant_eur is not None
    return (demarche.confiance == HAUTE) + (len({page.url for page in demarche.sources}) > 1) + has_figure


def _keep(candidates: list[Demarche]) -> list[Demarche]:
    """Those that may be told: conditions are loosened only where too few fulfil them."""
    for least in (3, 2, 1, 0):
        kept = [one for one in candidates if count_conditions(one) >= least]
        if len({one.territoire.siren for one in kept}) >= 3:
            return kept
    return candidates


def _choose(candidates: list[Demarche], told: Counter[tuple[str, str]]) -> list[Demarche]:
    chosen: list[Demarche] = []
    here: Counter[tuple[str, str]] = Counter()
    while len(chosen) < NB_RECITS:
        left = [one for one in candidates if not here["siren", one.territoire.siren]]
        if not left:
            break
        best = min(left, key=lambda one: _rank(one, here, told))
        chosen.append(best)
        marks = _mark(best)
        here.update(marks)
        told.update(marks)
    return chosen


def _rank(
    demarche: Demarche, here: Counter[tuple[str, str]], told: Counter[tuple[str, str]]
) -> tuple[int | str, ...]:
    siren, region, tranche, levier = _mark(demarche)
    alike = here[region] + here[tranche] + here[levier]
    return (
        -count_conditions(demarche),
        alike,
        told[siren],
        told[region],
        -len(demarche.sources),
        -len(demarche.chiffres),
        demarche.id,
    )


def _mark(demarche: Demarche) -> tuple[tuple[str, str], ...]:
    """What should vary from one story to the next."""
    place = demarche.territoire
    tranche = next((code for code, one in TRANCHES.items() if one.holds(place.population)), "")
    return (
        ("siren", place.siren),
        ("region", place.region_code),
        ("tranche", tranche),
        ("levier", demarche.leviers[0].code),
    )


def write_recit(contexte: Contexte, demarche: Demarche) -> Recit:
    """One démarche, in the words of its record; its territoire and its partners go to the indexes."""
    ancre = f"demarche-{demarche.id}"
    contexte.indexer("territoires", demarche.territoire.nom_court, ancre, demarche.titre)
    for partner in demarche.partenaires:
        contexte.indexer("structures", partner, ancre, demarche.titre)
    for levier in demarche.leviers:
        contexte.indexer("leviers", levier.nom, ancre, demarche.titre)
    return Recit(
        ancre=ancre,
        titre=(_cite(demarche, "titre", demarche.titre),),
        territoire=demarche.territoire.nom,
        periode=say_periode(demarche),
        leviers=tuple(levier.nom_court for levier in demarche.leviers),
        texte=(_cite(demarche, "description", demarche.description),),
        chiffres=tuple(list_chiffres(contexte, demarche)),
        partenaires=enumerer([(_cite(demarche, "partenaires", one),) for one in demarche.partenaires]),
        sources=contexte.sources.cite(demarche.sources),
        adresse=f"/demarches/{demarche.id}/",
    )


def say_periode(demarche: Demarche) -> Texte:
    """« depuis 2019 », « de 2019 à 2022 », « 2019 », « jusqu’en 2022 », or nothing."""
    ends: Mapping[str, int | None] = {"annee_debut": demarche.annee_debut, "annee_fin": demarche.annee_fin}
    debut, fin = (_cite(demarche, name, str(year)) if year else None for name, year in ends.items())
    if debut and fin:
        same = demarche.annee_debut == demarche.annee_fin
        return (debut,) if same else dire("de {debut} à {fin}", debut=debut, fin=fin)
    if debut:
        word = "" if demarche.statut == "terminé" else "depuis "
        return dire(word + "{debut}", debut=debut)
    return dire("jusqu’en {fin}", fin=fin) if fin else ()


def list_chiffres(contexte: Contexte, demarche: Demarche) -> list[Texte]:
    """The amount, then the figures, each with what it counts; they are never added up."""
    said: list[Texte] = []
    if demarche.montant_eur is not None:
        amount = chiffre(contexte.mesurer("demarche-montant", demarche.id), "euros")
        what = demarche.montant_precision
        head = (_cite(demarche, "montant_precision", what),) if what else (Mot("Montant"),)
        is_written = amount.ecrit in typo(what)
        said.append(head if is_written else (*head, Mot(f"{NBSP}: "), amount))
    said += [
        _say_chiffre(contexte, demarche, place, one) for place, one in enumerate(demarche.chiffres, start=1)
    ]
    return said[:NB_CHIFFRES]


def _say_chiffre(contexte: Contexte, demarche: Demarche, place: int, one: Releve) -> Texte:
    """« Projets soutenus : plus de 140 (2024) », with its unit unless its label says it already."""
    mesure = contexte.mesurer("demarche-chiffre", f"{demarche.id}.{place}")
    is_amount = one.unite in ("€", "euros")
    is_said = is_amount or one.unite.casefold() in one.libelle.casefold()
    unit = "" if is_said else unite(one.valeur, one.unite)
    about, precision = split_precision(one.precision)
    tail: list[Texte] = [
        (_cite(demarche, "chiffres", word),) for word in (str(one.annee or ""), precision) if word
    ]
    return (
        _cite(demarche, "chiffres", one.libelle),
        Mot(f"{NBSP}: "),
        *((_cite(demarche, "chiffres", about), Mot(" ")) if about else ()),
        chiffre(mesure, "euros" if is_amount else "valeur"),
        *((Mot(NBSP), _cite(demarche, "chiffres", unit)) if unit else ()),
        *((Mot(" ("), *_join(tail), Mot(")")) if tail else ()),
    )


def _join(tail: list[Texte]) -> Texte:
    return tail[0] if len(tail) == 1 else (*tail[0], Mot(", "), *tail[1])


def split_precision(precision: str) -> tuple[str, str]:
    """What comes before a figure, « plus de », and what comes after it."""
    head, _, rest = precision.partition(", ")
    return (head, rest) if head in ENVIRON else ("", precision)


def _cite(demarche: Demarche, field: str, words: str) -> Cite:
    return Cite(words, f"demarche:{demarche.id}:{field}")
