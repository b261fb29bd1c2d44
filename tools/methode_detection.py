"""Writes docs/methode/detection.md from figures measured at this moment, in French.

python tools/methode_detection.py GOLD     the file of labelled records, which is not in the repository
"""

import re
import sys
from pathlib import Path

from leviers.detection.calibration import load_confiances
from leviers.detection.evaluate import Compte, Evaluation, evaluate, wilson
from leviers.detection.gold import read_gold
from leviers.detection.lexicon import load_lexique
from leviers.reference.typologie import load_leviers

ROOT = Path(__file__).resolve().parents[1]
PAGE, MODEL = ROOT / "docs" / "methode" / "detection.md", ROOT / "tools" / "methode_detection.modele.md"
KEPT = Compte(vrais=69, faux=2, manques=5)
"""First reading of the half kept unread, lexicon frozen before it (commit « Measure the half… »)."""
FEW = 8
FORCES = {
    "declaree": "l’acheteur le déclare lui-même",
    "nette": "des mots qui ne trompent guère",
    "forte": "des mots qui trompent parfois, ou le nom d’un organisme connu",
    "probable": "un indice, à relire",
}


def main() -> None:
    """Measure, fill the model, write."""
    result = evaluate(read_gold(Path(sys.argv[1])))
    text = MODEL.read_text(encoding="utf-8")
    for name, value in _list_values(result).items():
        text = text.replace("{" + name + "}", value)
    PAGE.write_text(_space(text), encoding="utf-8")


def _list_values(result: Evaluation) -> dict[str, str]:
    many = {name: one for name, one in result.par_levier.items() if one.vrais + one.manques >= FEW}
    few = [name for name in result.par_levier if name not in many]
    none = [name for name in load_leviers() if name not in result.par_levier]
    fired = max(result.feux_sur_vides.values(), default=0)
    return {
        "version": result.version,
        "motifs": str(len(load_lexique().motifs)),
        "fiches": _group(result.nb_fiches),
        "sures": _group(result.nb_sures),
        "vides": _group(result.nb_vides),
        "garde": _say_compte("moitié gardée de côté, première lecture", KEPT),
        "ensemble": _say_compte("toutes les fiches, après corrections", result.micro),
        "couches": "\n".join(
            _say_compte(f"couche « {name} » seule", one) for name, one in result.couches.items()
        ),
        "leviers": "\n".join(_say_compte(name, one) for name, one in many.items()),
        "peu": ", ".join(f"`{name}`" for name in few),
        "sans": ", ".join(f"`{name}`" for name in none),
        "feux": f"{fired} fiche{'s' if fired > 1 else ''} sur {_group(result.nb_vides)}",
        "forces": "\n".join(
            f"| {name} | {words} | {_percent(load_confiances()[name])} |" for name, words in FORCES.items()
        ),
    }


def _say_compte(name: str, compte: Compte) -> str:
    rates = (
        _say_rate(compte.vrais, compte.vrais + compte.faux),
        _say_rate(compte.vrais, compte.vrais + compte.manques),
    )
    return f"| {name} | {compte.vrais + compte.manques} | {rates[0]} | {rates[1]} |"


def _say_rate(right: int, seen: int) -> str:
    interval = wilson(right, seen)
    if interval is None:
        return "aucune"
    return f"{_percent(right / seen)} [{_percent(interval[0])} ; {_percent(interval[1])}]"


def _percent(share: float) -> str:
    return f"{100 * share:.1f}\u00a0%".replace(".", ",")


def _group(number: int) -> str:
    return f"{number:,}".replace(",", "\u202f")


def _space(text: str) -> str:
    """The no-break spaces that French asks for before a high sign and inside guillemets."""
    return re.sub(r" (?=[:;?!»%])|(?<=«) ", "\u00a0", text)


if __name__ == "__main__":
    main()
