"""Results of the published campaigns as one table, counted and kept secret as on their page of the site."""

from collections.abc import Iterable, Iterator
from typing import Any

import duckdb

from leviers.orval.world import TERRITOIRE as ORVAL
from leviers.survey.avis import read_avis
from leviers.survey.models import Avis, Campagne, Participation
from leviers.survey.resultats import Bilan, Compte, Resultats, read_resultats

COLONNES = {
    "campagne": "varchar",
    "campagne_titre": "varchar",
    "publiee_le": "date",
    "rang": "integer",
    "section": "varchar",
    "section_titre": "varchar",
    "question": "varchar",
    "libelle": "varchar",
    "genre": "varchar",
    "unite": "varchar",
    "comptes": "varchar",
    "ligne": "varchar",
    "ligne_libelle": "varchar",
    "nb_nommes": "integer",
    "nb_autres": "integer",
    "nb": "integer",
    "est_masque": "boolean",
    "valeur": "double",
}
"""One row for each count; `nb` is null when a part of it is kept secret; `valeur` is that of a statistic.

`comptes` says what is counted: territoires, or fiches where a question is asked several times to each.
"""
TERRITOIRES, FICHES = "territoires", "fiches"
PARTICIPATION = "participation"
"""The question of the rows that tell who was asked and who answered."""
CHOIX = "choix:"
STATISTIQUES = ("mediane", "q1", "q3", "minimum", "maximum")
CONTREDITES = "contredites"

Ligne = dict[str, Any]


def list_resultats() -> list[Ligne]:
    """Every count of every published campaign, the latest first, in the order of the questionnaire.

    Rule  a campaign still being published gives nothing; names, consent and small numbers as in
          `leviers.survey.resultats`: the table never holds more than the page shows
    """
    published = Campagne.objects.filter(publiee_le__isnull=False).select_related("version__questionnaire")
    return [
        row
        for campagne in published.order_by("-publiee_le", "-pk")
        for row in _list(read_resultats(campagne))
    ]


def make_table(connection: duckdb.DuckDBPyConnection, lignes: Iterable[Ligne]) -> None:
    """The table `resultats` beside those of the open data; empty when there is no campaign."""
    columns = ", ".join(f"{nom} {kind}" for nom, kind in COLONNES.items())
    connection.execute(f"create or replace table resultats ({columns})")
    rows = [[ligne[nom] for nom in COLONNES] for ligne in lignes]
    if rows:
        marks = ", ".join("?" for _ in COLONNES)
        connection.executemany(f"insert into resultats values ({marks})", rows)  # noqa: S608 (our own names)


def _list(found: Resultats) -> Iterator[Ligne]:
    campagne = found.campagne
    head = {
        "campagne": campagne.code,
        "campagne_titre": campagne.titre,
        "publiee_le": campagne.publiee_le.date() if campagne.publiee_le else None,
    }
    for rang, (question, counts) in enumerate(_list_questions(found)):
        for code, label, compte, valeur in counts:
            yield {
                **head,
                "rang": rang,
                **question,
                "ligne": code,
                "ligne_libelle": label,
                "nb_nommes": compte.nommes,
                "nb_autres": compte.autres,
                "nb": compte.total,
                "est_masque": compte.est_masque,
                "valeur": valeur,
            }


Dit = tuple[str, str, Compte, float | None]


def _list_questions(found: Resultats) -> Iterator[tuple[Ligne, list[Dit]]]:
    names = ("section", "section_titre", "question", "libelle", "genre", "unite", "comptes")
    who = ("", "", PARTICIPATION, "Qui a été interrogé, qui a répondu", "", "", TERRITOIRES)
    yield dict(zip(names, who, strict=True)), list(_count_participation(found))
    for bilan in found.bilans:
        item = bilan.item
        title = found.plan.sections.get(item.section, "")
        what = FICHES if item.est_repete else TERRITOIRES
        told = (item.section, title, item.code, item.libelle, item.genre, item.unite, what)
        yield dict(zip(names, told, strict=True)), list(_count_question(bilan))


def _count_participation(found: Resultats) -> Iterator[Dit]:
    asked = Participation.objects.filter(campagne=found.campagne).exclude(territoire_siren=ORVAL.siren)
    yield "sollicites", "Territoires interrogés", Compte(asked.count()), None
    yield (
        "publies",
        "Territoires dont les réponses sont contrôlées et publiées",
        Compte(found.nb_publiees),
        None,
    )
    for effet, count in found.nb_par_effet.items():
        yield effet, f"Consentement : {effet}", Compte(count), None
    yield CONTREDITES, "Réponses nommées qu’une source contredit", Compte(_count_contredites(found)), None


def _count_contredites(found: Resultats) -> int:
    """Named answers whose last avis, at control or else at first reading, is that a source differs."""
    count = 0
    for fiche in found.nommees:
        said = read_avis(Participation(pk=fiche.participation))
        for item in found.plan.items:
            if fiche.is_named(item) and fiche.read(item):
                count += _is_contradicted(said.get(item.chemin, ()))
    return count


def _is_contradicted(said: tuple[Avis, ...]) -> bool:
    last = {avis.stade: avis for avis in said}
    avis = last.get(Avis.Stade.CONTROLE) or last.get(Avis.Stade.LECTURE)
    return avis is not None and avis.conclusion == Avis.Conclusion.CONTREDIT


def _count_question(bilan: Bilan) -> Iterator[Dit]:
    yield "posees", "Posée", bilan.posees, None
    for statut, compte in bilan.statuts.items():
        yield statut, statut.replace("_", " "), compte, None
    for one in bilan.modalites:
        yield f"{CHOIX}{one.code}", one.libelle, one.compte, None
    if bilan.nombres:
        for name in STATISTIQUES:
            value = getattr(bilan.nombres, name)
            if value is not None:
                yield name, name, Compte(bilan.nombres.n), float(value)
