"""The French words of a comparison: why two territoires are alike, what was not understood in the address."""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from leviers.comparison.neighbours import HEAVIEST, Comparables, Ecart, Voisin
from leviers.comparison.side_by_side import MOST, Choice
from leviers.reference.territoires import Metropole
from leviers.web.kit.typography import NBSP, accord, enumere, euros_courts, nombre

CLOSE = 0.5  # robust standard deviations under which two values are called close
FAR = 1.5  # a distance beyond which even the nearest is hardly comparable
_THOUSAND = 1_000


class Reason(NamedTuple):
    """How one variable is told: close, the other has more, it has less; how its value is written."""

    proche: str
    plus: str
    moins: str
    write: Callable[[float], str]
    unite: str


REASONS: dict[str, Reason] = {
    "population": Reason(
        "taille proche", "plus peuplée", "moins peuplée", lambda value: say_thousands(value), "habitants"
    ),
    "densite": Reason(
        "densité proche", "plus dense", "moins dense", lambda value: nombre(value, 0), "habitants par km²"
    ),
    "part-qpv": Reason(
        "part d’habitants en quartier prioritaire proche",
        "plus d’habitants en quartier prioritaire",
        "moins d’habitants en quartier prioritaire",
        lambda value: nombre(value, 1),
        "%",
    ),
    "structures-ess": Reason(
        "nombre proche d’organisations de l’ESS connues",
        "plus d’organisations de l’ESS connues",
        "moins d’organisations de l’ESS connues",
        lambda value: nombre(value, 2),
        "pour 10 000 habitants",
    ),
}
NOMINAL = {"region": ("même région", "autre région"), "statut": ("même statut", "autre statut")}


def say_reasons(voisin: Voisin) -> str:
    """Why a territoire is near or far: « taille proche : 689 000 et 854 000 habitants ; plus dense : … »."""
    said = [_say_reason(ecart) for ecart in voisin.ecarts if ecart.ecart is not None and ecart.poids]
    said += [
        f"{ecart.variable.nom.lower()} inconnue, non comptée"
        for ecart in voisin.ecarts
        if ecart.ecart is None
    ]
    text = " ; ".join(said)
    return text[:1].upper() + text[1:]


def say_distance(distance: float | None) -> str:
    """A distance in words and figures."""
    return "non comparable" if distance is None else f"distance {nombre(distance, 2)}"


def say_closeness(comparables: Comparables) -> str:
    """A warning when even the nearest is far; empty otherwise."""
    nearest = comparables.voisins[0].distance
    if nearest is None or nearest < FAR:
        return ""
    return (
        f"Aucune autre métropole ne ressemble vraiment {comparables.territoire.nom_locatif} : "
        f"la plus proche est à une distance de {nombre(nearest, 2)}. Lisez ces rapprochements avec prudence."
    )


def say_choice(choice: Choice) -> list[str]:
    """What of the address could not be taken, one sentence each."""
    said = []
    if choice.inconnus:
        words = enumere([f"« {slug} »" for slug in choice.inconnus])
        verb = accord(len(choice.inconnus), "n’est pas dans la liste", "ne sont pas dans la liste")
        said.append(
            f"{words} {verb} des 22 métropoles : {accord(len(choice.inconnus), 'ignoré', 'ignorés')}."
        )
    if choice.repetes:
        said.append(f"{_names(choice.repetes)} : demandée plusieurs fois, comptée une seule.")
    if choice.en_trop:
        verb = accord(len(choice.en_trop), "est laissée", "sont laissées")
        said.append(f"Au plus {MOST} métropoles à la fois : {_names(choice.en_trop)} {verb} de côté.")
    return said


def say_weights(comparables: Comparables) -> str:
    """The sentence that tells which weights were refused; empty when all were read."""
    names = {variable.code: variable.nom.lower() for variable in comparables.variables}
    if not comparables.ignores:
        return ""
    words = enumere([f"« {names[code]} »" for code in comparables.ignores])
    return (
        f"Poids non compris pour {words} : un poids est un nombre de 0 à {nombre(HEAVIEST)}, "
        "et tous ne peuvent pas être nuls. Les poids de départ sont gardés."
    )


def say_value(value: float, unite: str) -> str:
    """A figure as it stands beside a title that says its unit: only euros and percents repeat theirs."""
    if unite == "€":
        return euros_courts(value)
    number = nombre(value, decimals_of(value))
    return f"{number}{NBSP}%" if unite == "%" else number


def decimals_of(value: float) -> int | None:
    """No decimals from a thousand on, one from a hundred on, at most two under."""
    if abs(value) >= _THOUSAND or float(value).is_integer():
        return 0
    return 1 if abs(value) >= 10 else None


def say_thousands(value: float) -> str:
    """A population at a glance, to the nearest thousand."""
    return nombre(round(value, -3))


def _say_reason(ecart: Ecart) -> str:
    code, mine, theirs = ecart.variable.code, ecart.mien, ecart.sien
    if isinstance(mine, str) or isinstance(theirs, str):
        return NOMINAL[code][mine != theirs]
    reason, (mine, theirs) = REASONS[code], (mine or 0, theirs or 0)
    is_close = ecart.ecart is not None and ecart.ecart <= CLOSE
    word = reason.proche if is_close else reason.plus if theirs > mine else reason.moins
    return f"{word} : {reason.write(mine)} et {reason.write(theirs)} {reason.unite}"


def _names(territoires: Iterable[Metropole]) -> str:
    return enumere([one.nom_court for one in territoires])
