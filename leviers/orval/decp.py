"""Contracts of Orval in the three forms of the DECP, with traps, and doubles from one file to another."""

import csv
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from random import Random
from typing import Any

from leviers.orval.manifest import Manifest
from leviers.orval.marches import (
    RESERVE,
    SANS_SOCIALE,
    Marche,
    add_subcontracts,
    list_concessions,
    list_marches,
)
from leviers.orval.traps import put_traps, write_in_capitals
from leviers.orval.world import UNITES, find_commune

NEW, OLD, TABLE = "decp/decp-2022-orval.json", "decp/decp-2019-orval.json", "decp/decp-tabulaire-orval.csv"
NAMES = {unite.siret: unite.nom for unite in UNITES}
LAST_OLD_YEAR = "2023"
"""The format of 2019 was in force until the end of 2023 (arrêté of 22 December 2022)."""
TABLE_COLUMNS = (
    *("uid", "id", "type", "codeCPV", "acheteur_id", "acheteur_nom", "titulaire_id", "titulaire_nom"),
    *("titulaire_typeIdentifiant", "objet", "montant", "dateNotification", "datePublicationDonnees"),
    *("procedure", "dureeMois", "offresRecues"),
)
OLD_PRICES = {"Unitaire": "Ferme", "Forfaitaire": "Ferme et actualisable", "Mixte": "Révisable"}


def write_decp(folder: Path, draw: Random, manifest: Manifest, *, nb: Mapping[str, int]) -> None:
    """Write the three files.

    nb  {"marches": distinct contracts, "concessions": …}
    """
    marches = list_marches(draw, nb["marches"])
    manifest.verite["par_annee"] = _tell_years(marches)
    add_subcontracts(draw, marches)
    caught = put_traps(draw, marches, manifest)
    new, old, table = _share_out(draw, marches, caught, manifest)
    concessions = list_concessions(draw, nb["concessions"])
    content = {"marches": {"marche": new, "contrat-concession": concessions}}
    _write_json(folder / NEW, content)
    _write_json(folder / OLD, {"marches": old})
    _write_table(folder / TABLE, table)
    manifest.fichiers |= {NEW: len(new) + len(concessions), OLD: len(old), TABLE: len(table)}
    manifest.verite["marches_distincts"] = len(marches)
    _count_tables(manifest, (new, old, table), concessions)


def _tell_years(marches: Iterable[Marche]) -> dict[str, dict[str, int]]:
    """What is true of distinct contracts, by year, before any trap and whatever each file says of it."""
    years: dict[str, dict[str, int]] = {}
    for marche in marches:
        labels = marche["considerationsSociales"]["considerationSociale"]
        year = years.setdefault(
            marche["dateNotification"][:4], {"marches": 0, "avec_consideration_sociale": 0, "reserves": 0}
        )
        year["marches"] += 1
        year["avec_consideration_sociale"] += labels != [SANS_SOCIALE]
        year["reserves"] += RESERVE in labels
    return years


def _share_out(
    draw: Random, marches: list[Marche], caught: set[str], manifest: Manifest
) -> tuple[list[Marche], list[Marche], list[dict[str, Any]]]:
    """Which file holds which contract; some are in two, or in three, or twice in one."""
    clean = [marche for marche in marches if marche["id"] not in caught]
    first = [marche for marche in clean if marche["id"][:4] <= LAST_OLD_YEAR]
    last = [marche for marche in clean if marche["id"][:4] > LAST_OLD_YEAR]
    draw.shuffle(first)
    draw.shuffle(last)
    only_old, both = _cut(first, 0.35), _cut(first, 0.20)
    only_table, tabled, repeated = _cut(last, 0.03), _cut(last, 0.12), _cut(last, 0.02)
    for marche in _cut(first, 0.08):
        del marche["considerationsSociales"]
        manifest.trap("decp", "considerations-absentes")
    away = {marche["id"] for marche in (*only_old, *only_table)}
    new = [marche for marche in marches if marche["id"] not in away] + repeated
    old = [_as_2019(marche, is_suffixed=False) for marche in only_old]
    old += [_as_2019(marche, is_suffixed=rank % 3 == 0) for rank, marche in enumerate(both)]
    triple = both[: len(both) // 4]
    table = [*_as_lines(only_table), *_as_lines(tabled, foreign_from=len(tabled) // 2), *_as_lines(triple)]
    suffixed = (len(both) + 2) // 3
    manifest.verite["doubles"] = {
        "2022-2019-meme-id": len(both) - suffixed,
        "2022-2019-id-suivi-de-00": suffixed,
        "2022-tabulaire-meme-uid": len(tabled) // 2 + len(triple),
        "2022-tabulaire-autre-uid": len(tabled) - len(tabled) // 2,
        "dont-dans-les-trois-fichiers": len(triple),
        "2022-ligne-repetee": len(repeated),
    }
    manifest.verite["seulement"] = {"2019": len(only_old), "tabulaire": len(only_table)}
    return new, sorted(old, key=lambda marche: str(marche["id"])), table


def _cut(marches: list[Marche], part: float) -> list[Marche]:
    """Take a part of a shuffled list out of it, one at least."""
    nb = min(max(1, round(part * len(marches))), len(marches))
    taken = marches[:nb]
    del marches[:nb]
    return taken


def _as_2019(marche: Marche, *, is_suffixed: bool) -> Marche:
    """The contract in the format of 2019; `is_suffixed` when the id carries the rank of its change, 00."""
    number = marche["id"] + ("00" if is_suffixed else "")
    buyer = marche["acheteur"]["id"]
    place = marche["lieuExecution"]
    return {
        "id": number,
        "uid": buyer + number,
        "_type": "Marché",
        "acheteur": {"id": buyer, "nom": NAMES[buyer]},
        "nature": marche["nature"],
        "objet": marche["objet"],
        "codeCPV": marche["codeCPV"][:8],
        "procedure": marche["procedure"],
        "lieuExecution": {**place, "nom": find_commune(place["code"]).nom},
        "dureeMois": marche["dureeMois"],
        "dateNotification": marche["dateNotification"],
        "datePublicationDonnees": marche["datePublicationDonnees"],
        "montant": marche["montant"],
        "formePrix": OLD_PRICES[marche["formePrix"]],
        "titulaires": [
            {**held["titulaire"], "denominationSociale": NAMES[held["titulaire"]["id"]]}
            for held in marche["titulaires"]
        ],
        "modifications": [
            {
                "objetModification": "Augmentation du montant",
                **{key: value for key, value in change["modification"].items() if key != "id"},
            }
            for change in marche["modifications"]
        ],
    }


def _as_lines(marches: Iterable[Marche], *, foreign_from: int = 1 << 30) -> list[dict[str, Any]]:
    """One line per contract and holder; from a rank on, the uid is one of the publisher, not ours."""
    lines = []
    for rank, marche in enumerate(marches):
        buyer = marche["acheteur"]["id"]
        is_foreign = rank >= foreign_from
        for held in marche["titulaires"]:
            holder = held["titulaire"]
            lines.append(
                {
                    "uid": f"orval_recensement:{rank:05d}" if is_foreign else buyer + marche["id"],
                    "id": marche["id"],
                    "type": "Marché",
                    "codeCPV": marche["codeCPV"][:8],
                    "acheteur_id": buyer,
                    "acheteur_nom": NAMES[buyer],
                    "titulaire_id": holder["id"],
                    "titulaire_nom": write_in_capitals(NAMES[holder["id"]]),
                    "titulaire_typeIdentifiant": holder["typeIdentifiant"],
                    "objet": write_in_capitals(marche["objet"]) if is_foreign else marche["objet"],
                    "montant": marche["montant"],
                    "dateNotification": marche["dateNotification"],
                    "datePublicationDonnees": marche["datePublicationDonnees"],
                    "procedure": marche["procedure"],
                    "dureeMois": marche["dureeMois"],
                    "offresRecues": marche["offresRecues"],
                }
            )
    return lines


def _count_tables(
    manifest: Manifest,
    forms: tuple[list[Marche], list[Marche], list[dict[str, Any]]],
    concessions: list[Marche],
) -> None:
    new, old, table = forms
    manifest.tables["decp"].update(
        marches=len(new) + len(old) + len({line["uid"] for line in table}),
        titulaires=sum(len(marche["titulaires"]) for marche in (*new, *old)) + len(table) + len(concessions),
        modifications=sum(len(marche["modifications"]) for marche in (*new, *old)),
        sous_traitances=sum(len(marche.get("actesSousTraitance", ())) for marche in new),
        concessions=len(concessions),
    )


def _write_json(path: Path, content: Any) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps(content, ensure_ascii=False, indent=0, separators=(",", ":"))
    path.write_text(text + "\n", encoding="utf-8")


def _write_table(path: Path, lines: Iterable[Mapping[str, Any]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, TABLE_COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(lines)
