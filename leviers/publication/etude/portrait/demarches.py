"""Démarches of a métropole: the latest told, then all of them in small type, champ by champ, with sources."""

from collections.abc import Sequence

from leviers.catalogue.published import Demarche
from leviers.publication.etude.contexte import Contexte, Redaction
from leviers.publication.etude.phrases import compter
from leviers.publication.etude.portrait.coupe import quote
from leviers.publication.etude.texte import Cite, Mot, Texte, dire, fort
from leviers.reference import typologie
from leviers.reference.territoires import Metropole
from leviers.reference.typography import NBSP

MAX_DEMARCHES = 30
"""Titles listed: a column and a half of small type; beyond, their sources are still cited."""
LONGUEUR_TITRE = 100
"""Letters of a title, beyond which it is cut: two lines of small type."""
RECITS = ((12, 7, 340), (20, 4, 260), (MAX_DEMARCHES, 2, 260))
"""(most démarches, how many are told, letters of each): the more there are, the less room for each."""


def write_demarches(page: Redaction, metropole: Metropole) -> None:
    """A sentence that counts, a few told, the list."""
    contexte = page.contexte
    mine = [one for one in contexte.etat.demarches if one.territoire is metropole]
    if not mine:
        page.par(
            "sans-demarche",
            "Aucune démarche n’est encore publiée pour cette métropole : c’est l’état de notre relevé, pas "
            "celui de son action. Chacun peut en proposer une sur le site, avec sa source.",
        )
        return
    mine.sort(key=_rank)
    wanted, most = next(((nb, size) for top, nb, size in RECITS if len(mine) <= top), (1, RECITS[-1][-1]))
    told = _choose_told(mine, wanted)
    for one in told:
        page.titre("{titre}{annees}", niveau=3, titre=_name(one), annees=say_years(one))
        page.par(
            f"recit-{one.id}",
            "{recit}{sources}",
            recit=_say_first_sentences(one, most),
            sources=contexte.sources.cite(one.sources),
        )
    listed = [one for one in mine[:MAX_DEMARCHES] if one not in told]
    if listed:
        page.titre("Et aussi, champ par champ", niveau=3)
    for champ in typologie.load_champs().values():
        if found := [one for one in listed if one.champ is champ]:
            page.par(
                f"demarches-{champ.code}",
                "{champ} {liste}.",
                style="petit",
                champ=fort(f"{champ.nom_court}{NBSP}:"),
                liste=_list(contexte, found),
            )
    if rest := [one for one in mine[MAX_DEMARCHES:] if one not in told]:
        page.par(
            "demarches-autres",
            "La métropole compte {total} ; les plus anciennes se lisent sur le site{sources}.",
            style="petit",
            total=compter(contexte.mesurer("portrait-demarches", metropole.siren), "démarche", feminin=True),
            sources=contexte.sources.cite(source for one in rest for source in one.sources),
        )


def say_years(demarche: Demarche) -> Texte:
    """« (depuis 2019) », « (2019 à 2022) », nothing when no year is known or when the title says both."""
    years = [str(year) for year in (demarche.annee_debut, demarche.annee_fin) if year]
    if demarche.annee_fin and all(year in demarche.titre for year in years):
        return ()
    first = demarche.annee_debut and Cite(str(demarche.annee_debut), f"demarche:{demarche.id}:annee_debut")
    last = demarche.annee_fin and Cite(str(demarche.annee_fin), f"demarche:{demarche.id}:annee_fin")
    if first and last:
        return (
            dire(" ({de} à {a})", de=first, a=last)
            if first.texte != last.texte
            else dire(" ({de})", de=first)
        )
    if first:
        return dire(f" (depuis{NBSP}{{de}})", de=first)
    return dire(f" (jusqu’en{NBSP}{{a}})", a=last) if last else ()


def _choose_told(mine: Sequence[Demarche], wanted: int) -> list[Demarche]:
    """The latest among the surest, from different champs as far as there are, then whatever the champ."""
    sure = [one for one in mine if one.confiance == "haute"] or list(mine)
    spread = sorted({one.champ.code: one for one in reversed(sure)}.values(), key=_rank)
    return sorted([*spread, *(one for one in sure if one not in spread)][:wanted], key=_rank)


def _rank(demarche: Demarche) -> tuple[int, str]:
    """The latest first; those whose year is not known at the end."""
    return -(demarche.annee_debut or 0), demarche.titre


def _list(contexte: Contexte, demarches: Sequence[Demarche]) -> Texte:
    pieces: list = []
    for place, one in enumerate(demarches):
        pieces += [Mot(f"{NBSP}; ")] if place else []
        pieces += [*_name(one), *say_years(one), contexte.sources.cite(one.sources)]
    return tuple(pieces)


def _name(demarche: Demarche) -> Texte:
    return quote(demarche.titre, f"demarche:{demarche.id}:titre", most=LONGUEUR_TITRE)


def _say_first_sentences(demarche: Demarche, most: int) -> Texte:
    """Whole sentences as far as they hold; the first one cut when it is too long."""
    de, text = f"demarche:{demarche.id}:description", demarche.description.strip()
    end = text.rfind(". ", 0, most)
    if len(text) > most and end > 0:
        return (Cite(text[: end + 1], de),)
    return quote(text, de, most=most)
