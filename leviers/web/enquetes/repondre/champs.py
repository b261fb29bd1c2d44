"""One question as its page shows it: the field, what stands, what is known, what is wrong."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from leviers.survey.formulaires.arbre import Choix, Question, texte
from leviers.survey.formulaires.etats import Etat
from leviers.survey.formulaires.saisie import read_value
from leviers.survey.jetons import make_jeton
from leviers.survey.models import Saisie
from leviers.survey.roles import read_extra
from leviers.web.enquetes.connus import describe_connu
from leviers.web.enquetes.repondre.dossier import Dossier
from leviers.web.enquetes.repondre.lecture import CODES_NE_SAIT_PAS, FILES, Refus
from leviers.web.kit.jinja import reverse_url

LONG_LIST = 12
"""Choices beyond which a list that unfolds reads better than as many buttons."""
_KINDS = {
    "note": "note",
    "select_one": "un",
    "select_one_from_file": "un",
    "select_multiple": "plusieurs",
    "select_multiple_from_file": "plusieurs",
    "rank": "rang",
    "acknowledge": "coche",
    "integer": "nombre",
    "decimal": "nombre",
    "range": "nombre",
    "date": "date",
    "time": "heure",
    "dateTime": "moment",
    "calculate": "calcul",
}


@dataclass(frozen=True)
class Champ:
    """A question in its page.

    genre   how it is asked: un, plusieurs, rang, nombre, date, texte, long, fichier, coche, note, calcul
    bases   saisie that the form will say it has seen
    autres  what somebody else said at the same time
    """

    etat: Etat
    genre: str
    id: str
    saisie: Saisie | None
    autres: tuple[Saisie, ...]
    connu: Mapping[str, Any]
    erreurs: tuple[str, ...]
    lien_tape: str
    piece_address: str = ""
    tous: tuple[Choix, ...] = ()
    coches: frozenset[str] = field(default_factory=frozenset)

    @property
    def chemin(self) -> str:
        """Path of the question."""
        return self.etat.chemin

    @property
    def bases(self) -> str:
        """What the form has seen."""
        return str(self.saisie.pk) if self.saisie else ""

    @property
    def statut(self) -> str:
        """What stands is worth."""
        return self.saisie.statut if self.saisie else Saisie.Statut.VIDE

    @property
    def valeur(self) -> str:
        """What stands, as the field takes it."""
        return self.saisie.valeur if self.saisie else self.etat.valeur

    @property
    def has_own_ne_sait_pas(self) -> bool:
        """Whether the questionnaire itself offers « je ne sais pas »."""
        return any(choix.code in CODES_NE_SAIT_PAS for choix in self.etat.choix)

    @property
    def is_open(self) -> bool:
        """Whether the remarks of the answer are shown unfolded."""
        said = self.saisie
        return bool(self.lien_tape or (said and (said.commentaire or said.lien or said.piece)))

    @property
    def groupe(self) -> bool:
        """Whether several controls answer it, which a fieldset names."""
        return self.genre in ("un", "plusieurs", "rang", "coche")

    @property
    def unite(self) -> str:
        """Unit written beside the field, when the questionnaire gives one."""
        return read_extra(self.etat.question.extra, "unite")

    @property
    def affichage(self) -> str:
        """The value as the field shows it: figures with a French comma."""
        is_number = self.genre == "nombre" and not self.erreurs
        return self.valeur.replace(".", ",") if is_number else self.valeur

    def place_of(self, choix: Choix) -> str:
        """Place given to a choice in a ranking, from 1; empty when it has none."""
        ranked = self.valeur.split()
        return str(ranked.index(choix.code) + 1) if choix.code in ranked else ""

    def name_choix(self, choix: Choix) -> str:
        """Words of a choice."""
        return texte(choix.libelle, defaut=choix.code) or choix.code


def list_champs(dossier: Dossier, etats: list[Etat], refus: Mapping[str, Refus] | None = None) -> list[Champ]:
    """Questions in the order of the form; calculations are left out."""
    return [
        _as_champ(dossier, etat, (refus or {}).get(etat.chemin))
        for etat in etats
        if etat.question.type != "calculate" and etat.chemin not in dossier.chemins_territoire
    ]


def find_genre(question: Question, nb_choix: int) -> str:
    """How a question is asked."""
    if question.type in FILES:
        return "fichier"
    if question.type == "text":
        return "long" if "multiline" in question.apparence else "texte"
    genre = _KINDS.get(question.type, "texte")
    is_folded = "minimal" in question.apparence or nb_choix > LONG_LIST
    return "liste" if genre == "un" and is_folded else genre


def as_id(chemin: str) -> str:
    """A path as the identifier of an element."""
    return "q-" + "".join(sign if sign.isalnum() else "-" for sign in chemin)


def list_erreurs(etat: Etat, saisie: Saisie | None) -> tuple[str, ...]:
    """What is wrong with what stands: it cannot be read, or the rule of the question refuses it."""
    if saisie is None or saisie.statut == Saisie.Statut.REPONDU:
        return etat.erreurs
    if saisie.statut == Saisie.Statut.ILLISIBLE:
        return (read_value(etat.question, saisie.valeur)[1] or "Réécrivez cette réponse.",)
    return ()


def _find_piece(dossier: Dossier, saisie: Saisie | None) -> str:
    if saisie is None or saisie.piece_id is None:
        return ""
    return reverse_url(
        "enquete-piece", dossier.campagne.code, make_jeton(dossier.contact), str(saisie.piece_id)
    )


def _as_champ(dossier: Dossier, etat: Etat, refus: Refus | None) -> Champ:
    saisies = dossier.standing.get(etat.chemin, ())
    last = saisies[-1] if saisies else None
    connu = dossier.connus.get(etat.chemin)
    return Champ(
        etat=etat,
        genre=find_genre(etat.question, len(etat.choix)),
        id=as_id(etat.chemin),
        saisie=last,
        autres=saisies[:-1],
        connu=describe_connu(connu) if connu else {},
        erreurs=(*((refus.phrase,) if refus else ()), *list_erreurs(etat, last)),
        lien_tape=refus.lien if refus else "",
        piece_address=_find_piece(dossier, last),
        tous=dossier.list_choix(etat),
        coches=frozenset((last.valeur if last else etat.valeur).split()),
    )
