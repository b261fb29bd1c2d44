"""Answers as files: one row per territoire, every variable described; the same rows in each kind of file.

    write_export(campagne, "xlsx")                        what anybody may have
    write_export(campagne, "sav", perimetre=EQUIPE)       what the team may have

Totals of the public files are those of the named answers of the results, to the unit.
"""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module

from leviers.survey.depouillement import Fiche, read_fiches, take_fiches
from leviers.survey.exports.tableau import EQUIPE, PERIMETRES, PUBLIC, Tableau, make_tableau
from leviers.survey.items import read_plan
from leviers.survey.models import Campagne, Participation

__all__ = ["EQUIPE", "KINDS", "PERIMETRES", "PUBLIC", "Kind", "read_tableau", "write_export", "write_tableau"]


@dataclass(frozen=True)
class Kind:
    """A kind of file; `module` writes it, loaded when asked: what .sav needs takes seconds to load."""

    nom: str
    suffixe: str
    type_mime: str
    module: str


KINDS = {
    "xlsx": Kind(
        "XLSX", "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "classeur"
    ),
    "csv": Kind("CSV", "csv", "text/csv; charset=utf-8", "texte"),
    "parquet": Kind("Parquet", "parquet", "application/vnd.apache.parquet", "parquet"),
    "sav": Kind("SPSS", "sav", "application/x-spss-sav", "spss"),
    "xml": Kind("description DDI", "xml", "application/xml; charset=utf-8", "ddi"),
    "zip": Kind("tout, avec le dictionnaire", "zip", "application/zip", "archive"),
}
"""Kinds of files, by their code in addresses and on the command line."""


def write_export(campagne: Campagne, kind: str, *, perimetre: str = PUBLIC) -> bytes:
    """The answers of a campaign in one kind of file.

    perimetre  « public »: published answers of those who may be named, words approved by the control;
               « equipe »: every participation that was begun, in whatever state, save personal contacts
    """
    return write_tableau(read_tableau(campagne, perimetre), kind)


def read_tableau(campagne: Campagne, perimetre: str = PUBLIC) -> Tableau:
    """The table that files are written from."""
    return make_tableau(campagne, read_plan(campagne.version), _read_fiches(campagne, perimetre), perimetre)


def write_tableau(tableau: Tableau, kind: str) -> bytes:
    """A table in one kind of file."""
    write: Callable[[Tableau], bytes] = import_module(f"{__name__}.{KINDS[kind].module}").write
    return write(tableau)


def _read_fiches(campagne: Campagne, perimetre: str) -> tuple[Fiche, ...]:
    if perimetre == PUBLIC:
        return tuple(one for one in read_fiches(campagne) if one.is_shown and not one.est_fictif)
    begun = Participation.objects.filter(campagne=campagne).exclude(etat=Participation.Etat.INVITEE)
    return take_fiches(campagne, begun)
