"""The files of facts: read, checked as a whole, turned into payloads. No database here.

A payload is what the catalogue stores and compares: same words as the models, text never null.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from leviers.catalogue.shapes import check_shape
from leviers.errors import Problem, Refused
from leviers.reference import territoires, typologie
from leviers.reference.reading import Lined, find_duplicates, is_future, read_jsonl, read_rows
from leviers.reference.siren import is_valid_siren

DATA = Path(__file__).parent / "data"
Payload = dict[str, Any]
GOAL_WORDS = ("objectif", "visé", "prévu")  # a figure of a year to come must say that it is aimed at
LISTES = ("prealables", "services_associes", "moyens", "points_de_vigilance", "indicateurs_de_suivi")


@dataclass(frozen=True)
class Facts:
    """Everything one load brings, keyed by kind then by identifier, in file order."""

    demarches: dict[str, Payload]
    reperes: dict[str, Payload]
    leviers: dict[str, Payload]


def read_facts(folder: Path = DATA, *, today: date | None = None) -> Facts:
    """Read the four files of a folder.

    Shape   demarches.jsonl, reperes.jsonl, reperes_calcules.jsonl, modes_emploi.yaml -> Facts
    Raises  Refused with every problem found in every file, each with file, line and advice
    """
    day = today or date.today()
    demarches = read_jsonl(folder / "demarches.jsonl")
    reperes = [*read_jsonl(folder / "reperes.jsonl")]
    calcules = [_with_id(row) for row in read_jsonl(folder / "reperes_calcules.jsonl")]
    modes = read_rows(folder / "modes_emploi.yaml")
    problems = [
        *_check(demarches, "demarches.jsonl", _check_demarche, day),
        *_check(reperes, "reperes.jsonl", _check_repere, day),
        *_check(calcules, "reperes_calcules.jsonl", _check_repere, day),
        *_check(modes, "modes_emploi.yaml", _check_mode, day, key="code"),
    ]
    problems += [] if problems else _check_links(modes, {row["id"] for row in demarches})
    if problems:
        raise Refused(problems)
    return Facts(
        demarches={row["id"]: _as_demarche(row) for row in demarches},
        reperes={row["id"]: _as_repere(row) for row in [*reperes, *calcules]},
        leviers={row["code"]: _as_levier(row) for row in modes},
    )


Check = Callable[[Lined, date], Iterable[tuple[str, str]]]


def _check(rows: list[Lined], file: str, check: Check, day: date, *, key: str = "id") -> list[Problem]:
    problems = find_duplicates(rows, key, file)
    for row in rows:
        misshapen = [Problem(file, row.line, *said) for said in check_shape(row, file)]
        problems += misshapen
        if misshapen:
            continue
        problems += [Problem(file, row.line, message, advice) for message, advice in check(row, day)]
    return problems


def _check_siren(row: Lined) -> Iterable[tuple[str, str]]:
    siren = str(row.get("metropole_siren"))
    if not is_valid_siren(siren):
        yield (
            f"SIREN « {siren} » : la clé de contrôle est fausse",
            "Recopiez les neuf chiffres depuis l’annuaire.",
        )
    elif siren not in territoires.load_metropoles():
        yield (
            f"SIREN « {siren} » : ce n’est pas une des 22 métropoles",
            "Voyez reference/data/metropoles.yaml.",
        )


def _check_demarche(row: Lined, day: date) -> Iterable[tuple[str, str]]:
    yield from _check_siren(row)
    if row.get("champ") not in typologie.load_champs():
        yield f"champ inconnu « {row.get('champ')} »", f"Codes admis : {', '.join(typologie.load_champs())}."
    if not 1 <= len(row.get("leviers") or []) <= 3:
        yield "une démarche a de un à trois leviers", "Mettez le principal en premier."
    for code in row.get("leviers") or []:
        if code not in typologie.load_leviers():
            yield f"levier inconnu « {code} »", "Voyez reference/data/leviers.yaml."
    if not row.get("sources"):
        yield "aucune source", "Ajoutez au moins une page publique : rien n’est publié sans source."
    if row.get("statut") not in ("en cours", "terminé", "inconnu"):
        yield f"statut inconnu « {row.get('statut')} »", "Statuts admis : en cours, terminé, inconnu."
    yield from _check_dates(row, day)


def _check_dates(row: Lined, day: date) -> Iterable[tuple[str, str]]:
    advice = "Corrigez la date : un fait ne peut pas être à venir."
    if is_future(row.get("annee_debut"), today=day):
        yield f"année de début « {row['annee_debut']} » dans le futur", advice
    for source in row.get("sources") or []:
        if is_future(source.get("date"), today=day):
            yield f"date de source « {source['date']} » dans le futur", advice
    for chiffre in row.get("chiffres") or []:
        said = f"{chiffre.get('libelle')} {chiffre.get('precision')}".lower()
        if is_future(chiffre.get("annee"), today=day) and not any(word in said for word in GOAL_WORDS):
            message = f"année de chiffre « {chiffre['annee']} » dans le futur"
            yield message, advice + " Un chiffre visé le dit : « objectif », « visés », « prévues »."


def _check_repere(row: Lined, day: date) -> Iterable[tuple[str, str]]:
    yield from _check_siren(row)
    source = row["source"]
    is_goal = str(row.get("cle", "")).startswith("objectif")
    if row["valeur"] is False:
        yield (
            "un repère ne dit jamais « non »",
            "Retirez cette ligne : un inconnu n’a pas de repère.",
        )
    if is_future(source.get("date"), today=day) or (is_future(row.get("annee"), today=day) and not is_goal):
        yield "date dans le futur", "Corrigez l’année du repère ou la date de sa source."


def _check_mode(row: Lined, _day: date) -> Iterable[tuple[str, str]]:
    for code in [row["code"], *(link["code"] for link in row.get("se_combine_avec") or [])]:
        if code not in typologie.load_leviers():
            yield f"levier inconnu « {code} »", "Voyez reference/data/leviers.yaml."


def _check_links(modes: list[Lined], known: set[Any]) -> Iterable[Problem]:
    for row in modes:
        for link in row.get("demarches") or []:
            if link["id"] not in known:
                message = f"démarche inconnue « {link['id']} »"
                yield Problem(
                    "modes_emploi.yaml", link.line, message, "Citez une démarche de demarches.jsonl."
                )


def _with_id(row: Lined) -> Lined:
    """Counted repères carry no identifier: the métropole, what is counted and the year make one."""
    metropole = territoires.load_metropoles().get(str(row.get("metropole_siren")))
    slug = metropole.slug if metropole else "inconnue"
    row["id"] = f"{slug}-{str(row.get('cle')).replace('_', '-')}-{row.get('annee')}"
    return row


def _texts(row: dict[str, Any], *names: str) -> Payload:
    return {name: str(row.get(name) or "") for name in names}


def _number(value: Any) -> float | None:
    return None if value is None else float(value)


def _as_demarche(row: Lined) -> Payload:
    return {
        **_texts(
            row, "id", "titre", "champ", "levier", "description", "statut", "montant_precision", "confiance"
        ),
        "territoire_siren": row["metropole_siren"],
        "leviers": list(row["leviers"]),
        "annee_debut": row.get("annee_debut"),
        "annee_fin": row.get("annee_fin"),
        "montant_eur": _number(row.get("montant_eur")),
        "partenaires": list(row.get("partenaires") or []),
        "sources": [_texts(source, "url", "titre", "editeur", "date") for source in row["sources"]],
        "chiffres": [
            {
                **_texts(chiffre, "libelle", "unite", "precision"),
                "valeur": _number(chiffre["valeur"]),
                "annee": chiffre.get("annee"),
            }
            for chiffre in row.get("chiffres") or []
        ],
    }


def _as_repere(row: Lined) -> Payload:
    value = row.get("valeur")
    genre = "oui" if value is True else "nombre" if isinstance(value, int | float) else "texte"
    shown = "" if value is True else f"{value:g}" if isinstance(value, float) else str(value)
    source = _texts(row["source"], "url", "titre", "editeur", "date")
    return {
        **_texts(row, "id", "cle", "libelle", "unite", "precision", "calcul"),
        "territoire_siren": row["metropole_siren"],
        "genre": genre,
        "valeur": shown,
        "annee": row.get("annee"),
        **{f"source_{name}": text for name, text in source.items()},
    }


def _as_levier(row: Lined) -> Payload:
    levier = typologie.load_leviers()[row["code"]]
    competence = row.get("competence") or {}
    legal = ("reference", "objet", "url", "precision")
    return {
        **_texts(row, "code", "en_bref", "qui_decide"),
        "definition": levier.definition,
        "base_juridique": [
            {**_texts(text, *legal), "verifie": bool(text.get("verifie"))} for text in levier.base_juridique
        ],
        **{
            f"competence_{name}": str(competence.get(name) or "")
            for name in ("nature", "fondement", "conditions")
        },
        **{name: [str(item) for item in row.get(name) or []] for name in LISTES},
        "etapes": [_texts(step, "titre", "texte") for step in row.get("etapes") or []],
        "se_combine_avec": [_texts(link, "code", "pourquoi") for link in row.get("se_combine_avec") or []],
        "demarches": [_texts(link, "id", "a_regarder") for link in row.get("demarches") or []],
        "pour_aller_plus_loin": [
            _texts(link, "titre", "url") for link in row.get("pour_aller_plus_loin") or []
        ],
        "relu": bool(row.get("relu")),
    }
