"""Command of reviews: what people decided, for the evaluation of the detector and for its lexicon."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from leviers.errors import NotReady
from leviers.evidence import accord
from leviers.evidence.etiquettes import list_etiquettes
from leviers.evidence.lecons import Lecon, learn
from leviers.warehouse.read import FICTIF, REEL

HINT = (
    "« leviers reviews FICHIER.jsonl » les écrit ; « leviers reviews --lexique » dit ce qu’elles apprennent."
)


def reviews(
    file: Annotated[
        Path | None, Parameter(help="fichier .jsonl à écrire, lu par « leviers evaluate »")
    ] = None,
    *,
    lexique: Annotated[
        bool, Parameter(name="--lexique", negative="", help="ce que les relectures apprennent au lexique")
    ] = False,
    fictif: Annotated[
        bool, Parameter(name="--fictif", negative="", help="celles du territoire inventé")
    ] = False,
) -> None:
    """Écrit les décisions de relecture en vigueur comme fiches étiquetées, ou dit ce qu’elles apprennent."""
    monde = FICTIF if fictif else REEL
    if file:
        print(_write(file, monde))
    if lexique:
        for line in say_lessons(learn(monde)):
            print(line)
    if not (file or lexique):
        print(_count(accord.sum_up(monde)))
        print(f"  → {HINT}")


def _count(bilan: accord.Bilan) -> str:
    parts = f"{bilan.nb_confirmees} confirmées, {bilan.nb_rejetees} rejetées, {bilan.nb_discutees} discutées"
    return f"{bilan.nb_fiches} fiches relues : {parts}"


def _write(file: Path, monde: str) -> str:
    rows = list(list_etiquettes(monde))
    text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    try:
        file.write_text(text, encoding="utf-8")
    except OSError as error:
        advice = "Donnez un fichier dans un dossier où vous pouvez écrire."
        raise NotReady(f"« {file} » ne s’écrit pas.", advice=advice) from error
    return f"{len(rows)} fiches étiquetées, dont {sum(row['sur'] for row in rows)} sûres, écrites dans {file}"


def say_lessons(lessons: list[Lecon]) -> Iterator[str]:
    """Lessons in words, in French; a line « sauf: » is ready to be pasted, once a person chose its words."""
    if not lessons:
        yield "Aucune relecture pour l’instant."
        return
    for lesson in lessons:
        yield from _say_lesson(lesson)
    yield "Une personne choisit les mots ; « leviers build » dit ensuite ce que la nouvelle version change."


def _say_lesson(lesson: Lecon) -> Iterator[str]:
    counts = f"{lesson.confirmees} confirmés, {lesson.rejetees} rejetés"
    if lesson.dite is None or lesson.confiance is None:
        yield f"{lesson.raison} ({lesson.levier}) : {counts} ; ce motif n’est plus dans le lexique"
        return
    yield (
        f"{lesson.raison} ({lesson.levier}) : {counts} ;"
        f" confiance dite {_percent(lesson.dite)}, d’après les relectures {_percent(lesson.confiance)}"
    )
    if lesson.mots:
        seen = ", ".join(f"{word} {nb}" for word, nb in lesson.mots)
        yield f"  {lesson.fichier}, ligne {lesson.ligne} ; mots des seuls titres rejetés : {seen}"
        yield f"  sauf: {json.dumps(lesson.sauf, ensure_ascii=False)}"


def _percent(share: float) -> str:
    return f"{100 * share:.0f}\u00a0%"
