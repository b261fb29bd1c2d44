"""One box over everything, and its twin."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from leviers.search import everything, index
from leviers.search.documents import DEMARCHE, LEVIER, METROPOLE
from leviers.search.everything import Answer, Hit
from leviers.web.answers import depends_on_catalogue, json_answer
from leviers.web.kit.jinja import reverse_url
from leviers.web.kit.typography import pluriel, typo

NAMES = {
    METROPOLE: ("métropole", "metropoles"),
    LEVIER: ("levier", "leviers"),
    DEMARCHE: ("démarche", "demarches"),
}
NOTES = {
    index.SANS_MOT: "Ce texte ne contient aucun mot à chercher (« le », « de », « pour » ne comptent pas).",
    index.UN_SEUL: "Aucun résultat avec tous les mots ; voici ceux qui en contiennent au moins un.",
    index.PROCHE: "Aucun résultat exact ; voici ceux qui contiennent un mot très proche.",
    index.AUCUN: "Aucun résultat. Essayez un mot plus court ou plus courant.",
}
TRONQUEE = "Recherche trop longue : seuls ses 200 premiers signes et 12 premiers mots ont été cherchés."


@require_safe
@depends_on_catalogue
def search_everything(request: HttpRequest) -> HttpResponse:
    """Results by genre; without words, the box and some words to try."""
    answer = everything.search_everything(request.GET.get("q", ""))
    titles = {genre: name for genre, (name, _) in NAMES.items()}
    context = {
        "answer": answer,
        "notes": _notes(answer),
        "groups": [
            (group, pluriel(group.nb, titles[group.genre]), [(hit, _address(hit)) for hit in group.hits])
            for group in answer.groups
            if group.hits
        ],
    }
    return render(request, "recherche/recherche.html", context)


@require_safe
@depends_on_catalogue
def search_json(request: HttpRequest) -> HttpResponse:
    """The same results as data."""
    answer = everything.search_everything(request.GET.get("q", ""))
    head: dict[str, Any] = {"q": answer.query.texte, "mots": answer.mots, "version": answer.version}
    groups = {
        NAMES[group.genre][1]: {"nb": group.nb, "premiers": [_as_object(hit) for hit in group.hits]}
        for group in answer.groups
    }
    return json_answer(head | {"notes": _notes(answer)} | groups)


def _notes(answer: Answer) -> list[str]:
    notes = [TRONQUEE] if answer.query.est_tronquee else []
    if answer.query.texte and answer.mots in NOTES:
        notes.append(NOTES[answer.mots])
    return [typo(note) for note in notes]


def _address(hit: Hit) -> str:
    """Each genre is the name of the page of its things."""
    return reverse_url(hit.document.genre, hit.document.cle)


def _as_object(hit: Hit) -> dict[str, str]:
    texts = {name: "".join(text for text, _ in getattr(hit, name)) for name in ("titre", "extrait")}
    return {"cle": hit.document.cle, "contexte": hit.document.contexte, **texts, "adresse": _address(hit)}
