"""Where a quotation comes from: « kind:identifier:field » -> the words that the record holds.

`field` is a path: « titre », « sources.0.titre », « etapes.2.texte »; a list gives its items, one a line. The
identifier may hold colons.
"""

from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any

import duckdb

from leviers.comparison.competences import Statut, load_competences
from leviers.evidence.niveaux import BY_CODE
from leviers.evidence.regles import load_regles
from leviers.publication.donnees.etat import name_publisher
from leviers.publication.etude import calculs, titre
from leviers.publication.etude.chapitres.cadre import write_seuil
from leviers.publication.etude.chapitres.methode import CONSULTEES
from leviers.publication.etude.contexte import Contexte
from leviers.reference import typologie
from leviers.reference.cadre import load_chronologie
from leviers.reference.etudes import load_etudes
from leviers.reference.sigles import load_sigles
from leviers.reference.typography import date_fr, nombre, typo
from leviers.sources.catalogue import load_sources
from leviers.warehouse.indicateurs import load_indicateurs

_ABSENT = (KeyError, IndexError, AttributeError, ValueError, StopIteration)
Find = Callable[[Contexte, str, str], Any]


class Introuvable(LookupError):
    """A quotation whose record, or whose field, does not exist."""


def retrouver(contexte: Contexte, de: str) -> str:
    """The words of the record, set in French as a quotation is.

    Raises  Introuvable when kind, record or field is unknown, or when the field is empty
    """
    kind, _, rest = de.partition(":")
    identifier, _, field = rest.rpartition(":")
    try:
        found = KINDS[kind](contexte, identifier, field)
    except (*_ABSENT, duckdb.CatalogException) as error:
        raise Introuvable(de) from error
    if found in (None, ""):
        raise Introuvable(de)
    last = field.rpartition(".")[2]
    if "annee" in last:
        return str(found)
    return typo(date_fr(found) if "date" in last and isinstance(found, str) else _write(found))


def walk(value: Any, path: str) -> Any:
    """What stands at a path of attributes, keys and places."""
    for step in path.split("."):
        if isinstance(value, Mapping):
            value = value[step]
        elif isinstance(value, list | tuple):
            value = value[int(step)]
        else:
            value = getattr(value, step)
    return value


def _write(found: Any) -> str:
    if isinstance(found, date):
        return date_fr(found)
    if isinstance(found, int | float) and not isinstance(found, bool):
        return nombre(found)
    if is_dataclass(found) and not isinstance(found, type):
        found = tuple(getattr(found, one.name) for one in fields(found))
    if isinstance(found, Mapping):
        found = tuple(found.values())
    if isinstance(found, list | tuple):
        return "\n".join(str(one) if isinstance(one, int) else _write(one) for one in found)
    return str(found)


def _find_demarche(contexte: Contexte, identifier: str, field: str) -> Any:
    return walk(contexte.catalogue.demarches[identifier], field)


def _find_levier(contexte: Contexte, identifier: str, field: str) -> Any:
    """A field of the typology, else of the sheet as published."""
    reference = typologie.load_leviers()[identifier]
    known = hasattr(reference, field.partition(".")[0])
    return walk(reference, field) if known else _find_fiche(contexte, identifier, field)


def _find_fiche(contexte: Contexte, identifier: str, field: str) -> Any:
    return walk(contexte.catalogue.leviers[identifier], field)


def _find_texte(_contexte: Contexte, identifier: str, field: str) -> Any:
    loi = next(one for one in load_chronologie() if f"{one.date} {one.titre}" == identifier)
    if field.endswith(".mesure"):
        return write_seuil(walk(loi, field.removesuffix(".mesure")))
    found = walk(loi, field)
    return date_fr(found) if field.endswith(("vigueur", "partir_du")) else found


def _find_repere(contexte: Contexte, identifier: str, field: str) -> Any:
    return walk(next(one for one in contexte.catalogue.reperes if one.id == identifier), field)


def _find_etude(_contexte: Contexte, identifier: str, field: str) -> Any:
    """« chiffre/<libelle>/<field> » for one figure of an earlier study."""
    etude = load_etudes()[identifier]
    if field.startswith("chiffre/"):
        _, libelle, name = field.split("/")
        found = getattr(etude.find_chiffre(libelle), name)
        return str(found) if name == "annee" else found
    return walk(etude, field)


def _read_column(contexte: Contexte, query: str, value: str) -> list[Any]:
    """The cells of some columns of one record, in a table that measures read."""
    rows = contexte.mesures.connection.execute(query, {"cle": value}).fetchall()
    return [cell for row in rows for cell in row if cell is not None]


def _find_fichiers(contexte: Contexte, identifier: str, _field: str) -> Any:
    """The last day when a file of a source was received."""
    return _read_column(contexte, "select max(date) from fichiers where source = $cle", identifier)[0]


def _find_acteur(contexte: Contexte, siren: str, _field: str) -> Any:
    return _read_column(contexte, "select nom from acteurs where siren = $cle", siren)[0]


def _find_enquete(contexte: Contexte, campagne: str, field: str) -> Any:
    """What a campaign says of itself, of its sections, or of one of its questions."""
    columns = {
        "titre": "campagne_titre",
        "publiee_le": "publiee_le",
        "section": "section_titre",
    }.get(field, "libelle, ligne_libelle, unite")
    where = "campagne = $cle" if "," not in columns else "campagne || ':' || question = $cle"
    cle = campagne if "," not in columns else f"{campagne}:{field}"
    return _read_column(contexte, f"select distinct {columns} from resultats where {where}", cle)  # noqa: S608


def _find_regle(_contexte: Contexte, identifier: str, field: str) -> Any:
    return CONSULTEES if identifier == "cadre" else walk(load_regles(), field)


def _find_edition(contexte: Contexte, _identifier: str, field: str) -> Any:
    known = {"nom": titre.TITRE, "editeur": name_publisher()}
    return known.get(field) or walk(contexte.edition, field)


def _find_etat(contexte: Contexte, identifier: str, field: str) -> Any:
    return walk(contexte.etat.build if identifier == "build" else contexte.etat, field)


def _find_redige(contexte: Contexte, identifier: str, field: str) -> Any:
    """« <place>.<rank> »: the texts of editors, counted from one among those that are not empty."""
    place, _, rang = identifier.rpartition(".")
    known = [one for one in contexte.rediges if one.place == place and any(one.corps)]
    return walk(known[int(rang) - 1], field)


def _find_statut(code: str) -> Statut:
    return next(one for one in load_competences().statuts.values() if one.code == code)


_LICENCES = {
    "donnees": titre.LICENCE_DONNEES,
    "logiciel": titre.LICENCE_LOGICIEL,
    "polices": titre.LICENCE_POLICES,
}

KINDS: dict[str, Find] = {
    "demarche": _find_demarche,
    "levier": _find_levier,
    "fiche": _find_fiche,
    "texte": _find_texte,
    "repere": _find_repere,
    "etude": _find_etude,
    "fichiers": _find_fichiers,
    "regle": _find_regle,
    "edition": _find_edition,
    "etat": _find_etat,
    "redige": _find_redige,
    "acteur": _find_acteur,
    "enquete": _find_enquete,
    "statut": lambda _, code, field: walk(_find_statut(code), field),
    "valeur": lambda _contexte, cle, _field: cle.rpartition(".")[2],
    "champ": lambda _, code, field: walk(typologie.load_champs()[code], field),
    "niveau": lambda _, code, field: walk(BY_CODE[code], field),
    "indicateur": lambda _, code, field: walk(load_indicateurs()[code], field),
    "territoire": lambda contexte, siren, field: walk(contexte.etat.territoires[siren], field),
    "source": lambda _, code, field: walk(load_sources()[code], field),
    "sigle": lambda _, sigle, _field: load_sigles()[sigle],
    "seuil": lambda _contexte, _code, name: getattr(calculs, name),
    "licence": lambda _contexte, code, _field: _LICENCES[code],
}
"""How each kind of record is found. A new kind of quotation has its line here."""
