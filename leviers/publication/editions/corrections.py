"""Other words for a paragraph of the study; what is computed in it stays, each value once, untouched."""

import unicodedata
from collections.abc import Iterator, Mapping
from string import Formatter

from django.db import transaction
from django.utils import timezone

from leviers.accounts.models import Personne
from leviers.errors import CorrectionRefused
from leviers.publication.editions.gestes import note
from leviers.publication.etude.texte import list_names
from leviers.publication.models import Correction

LONGEST = 3_000
MARKUP = frozenset("<>*_#`$\\[]|~^@=")
"""Signs that mark text up, here or elsewhere; prose has no need of them."""
REMOVED, CHANGED = "le paragraphe n’existe plus", "le texte d’origine a changé depuis"


class Corrections(Mapping[str, str]):
    """Corrections in force, given to a study being written, and what became of each.

    `get` is asked with the paragraph as it stands today: a correction of another one is set aside.
    """

    def __init__(self, known: Mapping[str, tuple[str, str]]) -> None:
        self._known = known
        self.appliquees: set[str] = set()
        self.changees: set[str] = set()

    def __getitem__(self, cle: str) -> str:
        return self._known[cle][1]

    def __iter__(self) -> Iterator[str]:
        return iter(self._known)

    def __len__(self) -> int:
        return len(self._known)

    def get(self, cle: str, default: str = "") -> str:  # type: ignore[override]
        """The words of a paragraph: corrected, or `default`, which is how it stands."""
        if cle not in self._known:
            return default
        original, corrected = self._known[cle]
        if original != default:
            self.changees.add(cle)
            return default
        self.appliquees.add(cle)
        return corrected

    @property
    def ecartees(self) -> dict[str, str]:
        """Corrections that were set aside in the whole study, and why."""
        unused = {cle for cle in self._known if cle not in self.appliquees}
        return {cle: CHANGED if cle in self.changees else REMOVED for cle in sorted(unused)}


def read_corrections() -> dict[str, tuple[str, str]]:
    """Corrections in force by paragraph: as it was, then corrected."""
    rows = Correction.objects.filter(retiree_le=None).order_by("cle")
    return {
        cle: (original, gabarit) for cle, original, gabarit in rows.values_list("cle", "original", "gabarit")
    }


def check_correction(original: str, corrected: str) -> str:
    """The corrected words, ready to be kept.

    Raises  CorrectionRefused unless they say the same values, no more, no less, and no number of their own
    """
    said = " ".join(corrected.split())
    advice = "Gardez chaque {valeur} de la phrase, une fois ; changez les mots autour."
    if not said:
        raise CorrectionRefused(
            "La phrase est vide.", advice="Pour revenir au texte d’origine, retirez la correction."
        )
    if len(said) > LONGEST:
        raise CorrectionRefused("La phrase est trop longue.", advice="Restez sous 3 000 caractères.")
    try:
        pieces = list(Formatter().parse(said))
    except ValueError as error:
        raise CorrectionRefused("Une accolade est ouverte ou fermée seule.", advice=advice) from error
    if any(spec or conversion for _words, _name, spec, conversion in pieces):
        raise CorrectionRefused("Une valeur ne se met pas en forme à la main.", advice=advice)
    _compare(list_names(original), list_names(said), advice)
    for words, _name, _spec, _conversion in pieces:
        _check_words(words)
    if said == original:
        raise CorrectionRefused(
            "Rien n’est changé.", advice="Pour revenir au texte d’origine, retirez la correction."
        )
    return said


def _compare(wanted: list[str], given: list[str], advice: str) -> None:
    if sorted(wanted) == sorted(given):
        return
    missing = [name for name in wanted if given.count(name) < wanted.count(name)]
    added = [name for name in given if given.count(name) > wanted.count(name)]
    reasons = [f"il manque {{{name}}}" for name in dict.fromkeys(missing)]
    reasons += [f"{{{name}}} est de trop" for name in dict.fromkeys(added)]
    raise CorrectionRefused(
        f"Les valeurs calculées ne sont plus les mêmes : {', '.join(reasons)}.", advice=advice
    )


def _check_words(words: str) -> None:
    for sign in words:
        if sign.isnumeric():
            raise CorrectionRefused(
                f"Un chiffre est écrit à la main : « {sign} ».",
                advice="Un nombre vient d’une mesure ; une correction n’en écrit pas.",
            )
        if sign in MARKUP or sign in "{}":
            raise CorrectionRefused(
                f"Le signe « {sign} » n’est pas admis.", advice="Écrivez du texte simple, sans mise en forme."
            )
        if unicodedata.category(sign) in ("Cc", "Cf", "Co", "Cs"):
            raise CorrectionRefused(
                "Un signe invisible s’est glissé dans la phrase.",
                advice="Tapez-la de nouveau sans la coller.",
            )


@transaction.atomic
def correct(cle: str, original: str, corrected: str, *, by: Personne) -> Correction:
    """Keep other words for a paragraph; the correction before is taken back.

    Raises  CorrectionRefused
    """
    said = check_correction(original, corrected)
    _withdraw(cle, by)
    made = Correction.objects.create(cle=cle, gabarit=said, original=original, auteur=by)
    note(by, f"Paragraphe « {cle} » corrigé")
    return made


@transaction.atomic
def withdraw(cle: str, *, by: Personne) -> bool:
    """Come back to the original words; tells whether there was a correction."""
    done = _withdraw(cle, by)
    if done:
        note(by, f"Correction du paragraphe « {cle} » retirée")
    return done


def _withdraw(cle: str, by: Personne) -> bool:
    rows = Correction.objects.filter(cle=cle, retiree_le=None)
    return bool(rows.update(retiree_le=timezone.now(), retiree_par=by))
