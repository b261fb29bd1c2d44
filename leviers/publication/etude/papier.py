"""The study on paper: tagged PDF/UA-1 by Typst, fonts embedded, the same bytes for the same study."""

import re
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

from leviers.publication.donnees.etat import name_site
from leviers.publication.etude.arbre import walk
from leviers.publication.etude.couverture import COULEURS, COVER
from leviers.publication.etude.etude import Etude
from leviers.publication.etude.mise_en_page import ZWSP, balance, plan_portrait, read_line, tighten
from leviers.publication.pdf import FONTS, clean, compile_pdf
from leviers.reference import typologie
from leviers.reference.typography import NBSP, date_fr, typo

GABARITS = Path(__file__).parent.parent / "gabarits"
_LONG = 28
"""A word longer than that may be cut: an address, an identifier, a slip."""
_BREAKS = re.compile(r"(?<=[/?&=_.\-])(?=\w)")
_LONG_NOTE = 160
"""Small print longer than that takes the whole width of the sheet."""


def write_pdf(etude: Etude) -> bytes:
    """The study on A4, with its contents, heads, notes and bookmarks.

    Source  PDF/UA-1 (ISO 14289-1), enforced by the compiler: a missing alternative or title is an error
    """
    template = GABARITS / "etude.typ"
    return compile_pdf(template, {"etude": describe(etude)}, day=etude.edition.jour, fonts=FONTS)


def describe(etude: Etude) -> dict[str, Any]:
    """What the sheets are given: the content, its drawings, the colours and the words of heads and feet."""
    data, figures = clean(etude.as_data()), dict(etude.figures)
    chapitres = _number(data.pop("chapitres"))
    anchors = set(_list_anchors(chapitres))
    content = {
        **data,
        "chapitres": [_draw(_face(_prepare(one, anchors), figures), figures) for one in chapitres],
        "sommaire": _list_contents(chapitres),
        "nb_sources": sum(one.get("sorte") == "reference" for one in walk(chapitres)),
        "mots_cles": ["économie sociale et solidaire", "métropoles", "observatoire"],
        "etat": _say_state(etude),
        "pied": f"{etude.edition.titre}. {_say_state(etude)}",
        "colophon": [typo(line) for line in _say_colophon(etude)],
        "site": name_site(),
        "couleurs": _by_name(COULEURS),
        "signes": _by_name({code: champ.signe for code, champ in typologie.load_champs().items()}),
    }
    return content | {"couverture": figures.get(COVER, _EMPTY)}


_EMPTY = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"></svg>'


def _say_state(etude: Etude) -> str:
    build = f", build {etude.build}" if etude.build else ""
    return f"État du {date_fr(etude.edition.jour)}{build}. Licence Ouverte{NBSP}2.0."


def _say_colophon(etude: Etude) -> list[str]:
    """What stands at the back of the cover: what it is, how to check it, how to cite it, its licence."""
    edition, address = etude.edition, f"{name_site()}/etude/{etude.edition.code}/"
    state = f"État du {date_fr(edition.jour)}, catalogue {etude.version}"
    return [
        "Leviers est l’observatoire ouvert de ce que font les 22 métropoles pour renforcer l’économie "
        "sociale et solidaire.",
        f"{state}. Le même contenu se lit en ligne : {address}",
        "Chaque chiffre est le résultat d’une requête publiée. Dans la version numérique de ce document, un "
        "clic sur un chiffre ouvre sa requête et les lignes qu’elle compte.",
        f"Pour citer : Leviers ({edition.jour.year}), « {etude.titre} », {edition.titre.lower()}, {address}",
        "Textes et données : Licence Ouverte 2.0. Caractères : Bricolage Grotesque et Atkinson Hyperlegible "
        "Next, licence SIL OFL 1.1.",
    ]


def _by_name(values: dict[str, str]) -> dict[str, str]:
    """The same values by code, name and short name of champ."""
    champs = typologie.load_champs()
    found: dict[str, str] = {}
    for code, value in values.items():
        champ = champs[code]
        found |= {code: value, champ.nom: value, champ.nom_court: value}
    return found


def _number(chapitres: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The same chapters, each with its number in figures, empty when it has none."""
    numbered, last = [], 0
    for one in chapitres:
        last += one["est_numerote"]
        numbered.append({**one, "numero": str(last) if one["est_numerote"] else ""})
    return numbered


def _list_contents(chapitres: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Code, title and number of each chapter, for the table of contents."""
    return [{name: one[name] for name in ("code", "titre", "numero")} for one in chapitres]


def _list_anchors(chapitres: list[dict[str, Any]]) -> Iterator[str]:
    for one in walk(chapitres):
        if one.get("sorte") == "chapitre":
            yield one["code"]
        elif one.get("sorte") != "lien" and one.get("ancre"):
            yield one["ancre"]


def _prepare(value: Any, anchors: set[str]) -> Any:
    """The same content: links to nowhere become words, long words may be cut, indexes keep what exists."""
    if isinstance(value, str):
        return _soften(value)
    if isinstance(value, list):
        return [_prepare(inner, anchors) for inner in value]
    if not isinstance(value, dict):
        return value
    content = {name: _prepare(inner, anchors) for name, inner in value.items() if name not in _EXACT}
    content |= {name: value[name] for name in _EXACT if name in value}
    match value.get("sorte"):
        case "lien" if value["ancre"] not in anchors:
            content["ancre"] = ""
        case "index":
            content["items"] = [
                [terme, [lieu for lieu in lieux if lieu[1] in anchors]] for terme, lieux in value["items"]
            ]
        case "reference":
            content |= {"url": _soften(value["url"]), "lien": value["url"]}
        case "matrice":
            content["colonnes"] = [
                [champ, [[nom, ancre if ancre in anchors else ""] for nom, ancre in leviers]]
                for champ, leviers in value["colonnes"]
            ]
    return content


def _face(chapitre: dict[str, Any], figures: dict[str, str]) -> dict[str, Any]:
    """The same chapter as paper wants it: small headings beside their words, portraits with their plan."""
    if chapitre["genre"] == "portrait":
        return chapitre | {"blocs": [_plan(bloc, figures) for bloc in chapitre["blocs"]]}
    if chapitre["genre"] == "annexe":
        return chapitre | {"blocs": [_DEALT.get(one["sorte"], _keep)(one) for one in chapitre["blocs"]]}
    blocs: list[dict[str, Any]] = []
    for bloc in chapitre["blocs"]:
        if bloc["sorte"] == "titre" and bloc["niveau"] == 3:
            blocs.append({"sorte": "regard", "titre": bloc, "blocs": []})
        elif blocs and blocs[-1]["sorte"] == "regard" and bloc["sorte"] in ("paragraphe", "liste"):
            blocs[-1]["blocs"].append(bloc)
        elif bloc["sorte"] == "paragraphe":
            blocs.append(bloc | {"est_long": len(read_line(bloc["texte"])) > _LONG_NOTE})
        elif bloc["sorte"] == "encadre":
            blocs.append(bloc | {"est_court": _count_letters(bloc) < _LONG_BOX})
        else:
            blocs.append(bloc)
    return chapitre | {"blocs": [_keep_with_next(*pair) for pair in pairwise([*blocs, {}])]}


def _count_letters(bloc: dict[str, Any]) -> int:
    return sum(len(one["texte"]) for one in walk(bloc) if isinstance(one.get("texte"), str))


_LONG_BOX = 1_500
"""A box of fewer letters is never cut by the end of a page."""


def _keep(bloc: dict[str, Any]) -> dict[str, Any]:
    return bloc


_DEALT: dict[str, Callable[[dict[str, Any]], dict[str, Any]]] = {
    "definitions": balance,
    "index": balance,
    "references": tighten,
}
"""How the blocks of the annexes are set, beyond their words."""


def _keep_with_next(bloc: dict[str, Any], following: dict[str, Any]) -> dict[str, Any]:
    """A drawing stays with its small print, an introduction with what it opens or draws.

    A warning is kept with what ends a chapter, so that no last page holds a few lines of references alone.
    """
    is_small = following.get("sorte") == "paragraphe" and following["style"] == "petit"
    sorte, style = bloc["sorte"], bloc.get("style")
    kept = is_small and (sorte == "figure" or style == "petit")
    kept |= sorte == "regard" and following.get("sorte") == "figure"
    kept |= sorte == "encadre" and style == "vigilance" and following.get("sorte") == "titre"
    kept |= sorte == "paragraphe" and style == "normal" and following.get("sorte") in ("regard", "tableau")
    return bloc | {"est_suivi": True} if kept else bloc


def _draw(value: Any, figures: dict[str, str]) -> Any:
    """The same blocks, each figure with its drawing."""
    if isinstance(value, list):
        return [_draw(inner, figures) for inner in value]
    if not isinstance(value, dict):
        return value
    content = {name: _draw(inner, figures) for name, inner in value.items()}
    return content | {"dessin": figures[value["svg"]]} if value.get("sorte") == "figure" else content


def _plan(bloc: dict[str, Any], figures: dict[str, str]) -> dict[str, Any]:
    return bloc | {"plan": plan_portrait(bloc, figures)} if bloc["sorte"] == "portrait" else bloc


_EXACT = ("sorte", "code", "ancre", "adresse", "mesure", "cle", "svg", "sur", "de")
"""Names of fields that programs read: never touched."""


def _soften(text: str) -> str:
    """The same words, the long ones with places where a line may end."""
    if not any(len(word) > _LONG for word in text.split()):
        return text
    return " ".join(_cut(word) if len(word) > _LONG else word for word in text.split(" "))


def _cut(word: str) -> str:
    parts = _BREAKS.sub(ZWSP, word).split(ZWSP)
    return ZWSP.join(
        ZWSP.join(part[start : start + _LONG] for start in range(0, len(part), _LONG)) or part
        for part in parts
    )
