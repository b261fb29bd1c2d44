"""Traps of real life put in contracts: amounts, dates, identifiers, titles, repeated ceilings."""

import unicodedata
from collections.abc import Callable
from random import Random
from typing import Any

from leviers.orval.manifest import Manifest

Marche = dict[str, Any]
CEILING_LOTS = 4
NOBODYS_VAT = "BE0999999999"
"""A Belgian number whose key is wrong (it stops at 97): it belongs to nobody."""


def _set(key: str, value: Any) -> Callable[[Marche], None]:
    def change(marche: Marche) -> None:
        marche[key] = value

    return change


def _set_amount(value: Any) -> Callable[[Marche], None]:
    def change(marche: Marche) -> None:
        marche.update(montant=value, modifications=[])

    return change


def _shorten_holder(marche: Marche) -> None:
    holder = marche["titulaires"][0]["titulaire"]
    holder["id"] = holder["id"][:9]


def _make_holder_foreign(marche: Marche) -> None:
    marche["titulaires"][0]["titulaire"] = {"id": NOBODYS_VAT, "typeIdentifiant": "TVA"}


def _shorten_buyer(marche: Marche) -> None:
    marche["acheteur"] = {"id": marche["acheteur"]["id"][:9]}


def _break_day(marche: Marche) -> None:
    marche["dateNotification"] = f"{marche['dateNotification'][:4]}-02-31"


def write_in_capitals(text: str) -> str:
    """The text as old software writes it: in capitals, without accents."""
    plain = unicodedata.normalize("NFKD", text.replace("œ", "oe").replace("’", "'"))
    return plain.encode("ascii", "ignore").decode().upper()


def _shout(marche: Marche) -> None:
    marche["objet"] = write_in_capitals(marche["objet"])


SIREN = "siren-au-lieu-de-siret"
TRAPS: dict[str, tuple[float, Callable[[Marche], None], tuple[str, str] | None]] = {
    "montant-zero": (0.006, _set_amount(0.0), None),
    "montant-un": (0.006, _set_amount(1.0), None),
    "montant-999999999": (0.004, _set_amount(999_999_999.0), None),
    "montant-non-communique": (0.005, _set_amount("NC"), ("marches.montant_eur", "non-communique")),
    "titulaire-siren": (0.01, _shorten_holder, ("titulaires.titulaire_siret", SIREN)),
    "titulaire-tva": (0.006, _make_holder_foreign, None),
    "titulaire-absent": (0.02, _set("titulaires", []), None),
    "acheteur-siren": (0.005, _shorten_buyer, ("marches.acheteur_siret", SIREN)),
    "date-impossible": (0.005, _break_day, ("marches.date_notification", "date-impossible")),
    "date-0001": (
        0.003,
        _set("dateNotification", "0001-01-01"),
        ("marches.date_notification", "date-hors-bornes"),
    ),
    "date-2005": (0.003, _set("dateNotification", "2005-03-14"), None),
    "titre-capitales": (0.06, _shout, None),
}
"""Name: part of contracts that carry it, what it does, and the bad cell that staging will count."""


def put_traps(draw: Random, marches: list[Marche], manifest: Manifest) -> set[str]:
    """Put each trap in contracts of its own, and repeated ceilings; the ids of contracts that have one."""
    caught = _repeat_ceilings(draw, marches, manifest)
    free = [marche for marche in marches if marche["id"] not in caught]
    draw.shuffle(free)
    for name, (part, change, defaut) in TRAPS.items():
        for _ in range(min(max(1, round(part * len(marches))), len(free))):
            marche = free.pop()
            change(marche)
            caught.add(marche["id"])
            manifest.trap("decp", name, defaut=defaut)
    return caught


def _repeat_ceilings(draw: Random, marches: list[Marche], manifest: Manifest) -> set[str]:
    """Make neighbours the lots of one framework whose ceiling is written whole on each lot."""
    caught: set[str] = set()
    nb_groups = max(1, round(0.04 * len(marches) / CEILING_LOTS))
    starts = draw.sample(range(0, len(marches) - CEILING_LOTS, CEILING_LOTS), nb_groups)
    for start in sorted(starts):
        first = marches[start]
        for lot, marche in enumerate(marches[start : start + CEILING_LOTS], start=1):
            for key in ("acheteur", "lieuExecution", "dateNotification", "datePublicationDonnees", "codeCPV"):
                marche[key] = first[key]
            marche.update(
                objet=f"{first['objet']}, lot {lot}",
                montant=2_000_000.0,
                nature="Accord-cadre",
                techniques={"technique": ["Accord-cadre"]},
                idAccordCadre=first["id"],
                modifications=[],
            )
            caught.add(marche["id"])
            manifest.trap("decp", "plafond-repete")
    return caught
