"""Commands of detection: detect, evaluate."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from leviers.detection.evaluate import Compte, Evaluation, wilson
from leviers.detection.evaluate import evaluate as measure
from leviers.detection.files import detect_file
from leviers.detection.gold import read_gold


def detect(
    file: Annotated[
        Path, Parameter(help="fichier .csv, .jsonl ou .parquet : id, genre, objet, et tiers si connu")
    ],
    *,
    output: Annotated[
        Path | None, Parameter(name=["--output", "-o"], help="fichier écrit ; sinon, CSV sur la sortie")
    ] = None,
) -> None:
    """Repère les leviers dans les titres d’un fichier : les mêmes lignes, avec leviers, confiance et mots.

    Une détection est une proposition, à relire ; voyez docs/methode/detection.md.
    """
    rows = detect_file(file, output)
    if output:
        print(f"{rows} lignes écrites dans {output}")


def evaluate(
    gold: Annotated[Path, Parameter(help="fiches étiquetées, une par ligne en JSON")],
    *,
    as_json: Annotated[bool, Parameter(name="--json", negative="", help="le rapport, en JSON")] = False,
) -> None:
    """Mesure la détection sur des fiches étiquetées : précision, rappel, erreurs."""
    result = measure(read_gold(gold))
    if as_json:
        print(json.dumps(result.as_json(), ensure_ascii=False, indent=1))
        return
    for line in _say(result):
        print(line)


def _say(result: Evaluation) -> Iterator[str]:
    yield f"Détecteur {result.version}, {result.nb_sures} fiches sûres sur {result.nb_fiches}"
    yield f"{'':32}{'cas':>5} {'précision':>22} {'rappel':>22} {'F1':>6}"
    yield _say_compte("ensemble", result.micro)
    for name, compte in result.couches.items():
        yield _say_compte(f"  couche {name} seule", compte)
    for name, compte in result.par_levier.items():
        yield _say_compte(name, compte)
    yield f"Sur {result.nb_vides} fiches sans levier :"
    for name, nb in result.feux_sur_vides.most_common():
        yield f"  {name} : {nb} ({_percent(nb / result.nb_vides)})"
    if not result.feux_sur_vides:
        yield "  aucune détection"
    yield "Ce que vaut une confiance (dite, puis constatée)"
    for row in result.calibrage:
        yield f"  {_percent(row['confiance'])} dits, {_percent(row['juste'])} justes, sur {row['nb']:.0f}"
    yield "Confusions (attendu, dit, nombre)"
    for (expected, said), nb in result.confusions.most_common():
        yield f"  {expected}  {said}  {nb}"
    yield f"Les {len(result.erreurs)} pires erreurs"
    for error in result.erreurs:
        why = f", {error.raison}, {_percent(error.confiance or 0)}" if error.raison else ""
        yield f"  {error.levier} {error.genre_erreur}{why} : {error.id} « {error.objet[:120]} »"


def _say_compte(name: str, compte: Compte) -> str:
    precision = _say_rate(compte.vrais, compte.vrais + compte.faux)
    rappel = _say_rate(compte.vrais, compte.vrais + compte.manques)
    f1 = "-" if compte.f1 is None else f"{compte.f1:.2f}".replace(".", ",")
    return f"{name:<32}{compte.vrais + compte.manques:>5} {precision:>22} {rappel:>22} {f1:>6}"


def _say_rate(right: int, seen: int) -> str:
    interval = wilson(right, seen)
    if interval is None:
        return "-"
    return f"{_percent(right / seen)} [{_percent(interval[0])} ; {_percent(interval[1])}]"


def _percent(share: float) -> str:
    return f"{100 * share:.1f} %".replace(".", ",").replace(" %", "\u00a0%")
