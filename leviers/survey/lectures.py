"""Reading answers: each question with what was said, known and concluded; conclude one, or the rest."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db import transaction
from django.utils import timezone

from leviers.accounts.models import Personne
from leviers.errors import NotAllowedNow
from leviers.survey.avancement import is_answer, is_asked
from leviers.survey.avis import give_avis, read_avis
from leviers.survey.connues import CONNUES
from leviers.survey.etapes import Etat as Pas
from leviers.survey.formulaires import Contexte, Etat, evaluate, sections, texte
from leviers.survey.models import Avis, Echange, Participation, Saisie
from leviers.survey.remarques import read_remarques
from leviers.survey.saisies import as_reponses, read_standing
from leviers.survey.versions import read_formulaire

Stade, Conclusion = Avis.Stade, Avis.Conclusion
_STADES = {Pas.ENVOYEE: Stade.LECTURE, Pas.CONTRADICTOIRE: Stade.LECTURE, Pas.AUDIT: Stade.CONTROLE}
MAX_TEXTE = 4_000


@dataclass(frozen=True)
class Point:
    """One question to read. `saisies` holds what stands: several when they were said at once."""

    chemin: str
    section: str
    etat: Etat
    saisies: tuple[Saisie, ...]
    avis: tuple[Avis, ...]
    remarques: tuple[Echange, ...]

    def find_avis(self, stade: str) -> Avis | None:
        """The avis in force at one stage."""
        return next((avis for avis in reversed(self.avis) if avis.stade == stade), None)

    @property
    def est_repondu(self) -> bool:
        """Whether the territoire said something."""
        return any(is_answer(one.valeur, one.statut, one.origine) for one in self.saisies)


@dataclass(frozen=True)
class Lecture:
    """Every question of one participation that is asked or was answered, in the order of the questionnaire.

    stade   stage at which the team speaks now; empty when nothing is expected of it
    """

    participation: Participation
    stade: str
    points: tuple[Point, ...]
    ensemble: tuple[Echange, ...]
    sections: tuple[tuple[str, tuple[Point, ...]], ...] = field(repr=False)

    def find(self, chemin: str) -> Point | None:
        """One question by its path."""
        return next((point for point in self.points if point.chemin == chemin), None)

    def is_read(self, point: Point) -> bool:
        """Whether this stage has an avis on a question."""
        return point.find_avis(self.stade) is not None

    @property
    def restants(self) -> tuple[Point, ...]:
        """Questions on which this stage has said nothing yet."""
        return tuple(point for point in self.points if not self.is_read(point)) if self.stade else ()


def read_lecture(participation: Participation) -> Lecture:
    """All that is needed to read one participation; three queries."""
    formulaire = read_formulaire(participation.campagne.version)
    standing = read_standing(participation)
    now = timezone.localtime()
    contexte = Contexte(aujourdhui=now.date(), maintenant=now, graine=str(participation.pk), tables=CONNUES)
    evaluation = evaluate(formulaire, as_reponses(standing), contexte=contexte)
    avis, remarques = read_avis(participation), read_remarques(participation)
    groups = []
    for section in sections(formulaire):
        title = texte(section.libelle, formulaire.langue_defaut) or section.code
        asked = (etat for etat in evaluation.etats_de(section) if is_asked(etat) or etat.chemin in standing)
        points = tuple(_as_point(etat, title, standing, avis, remarques) for etat in asked)
        if points:
            groups.append((title, points))
    return Lecture(
        participation=participation,
        stade=_STADES.get(Pas(participation.etat), ""),
        points=tuple(point for _title, points in groups for point in points),
        ensemble=remarques.get("", ()),
        sections=tuple(groups),
    )


def _as_point(
    etat: Etat,
    section: str,
    standing: Mapping[str, tuple[Saisie, ...]],
    avis: Mapping[str, tuple[Avis, ...]],
    remarques: Mapping[str, tuple[Echange, ...]],
) -> Point:
    path = etat.chemin
    return Point(path, section, etat, standing.get(path, ()), avis.get(path, ()), remarques.get(path, ()))


def conclude(
    lecture: Lecture, chemin: str, *, conclusion: str, by: Personne, texte: str = "", lien: str = ""
) -> Avis | None:
    """Keep what the team concludes of one question; the same words sent again are not kept twice.

    Raises  NotAllowedNow when the question is not asked, when a disagreement says nothing, or out of time
    """
    point = lecture.find(chemin)
    if point is None or conclusion not in Conclusion.values:
        raise NotAllowedNow(
            "Cette question n’est pas posée, ou cette conclusion n’existe pas.",
            advice="Choisissez une question du plan, puis l’une des trois conclusions.",
        )
    texte = texte.strip()[:MAX_TEXTE]
    if conclusion == Conclusion.PRECISER and not texte:
        raise NotAllowedNow("Dites ce qui est à préciser.", advice="Écrivez-le dans « En quelques mots ».")
    if conclusion == Conclusion.CONTREDIT and not (texte and lien):
        raise NotAllowedNow(
            "Une contradiction se montre : il manque le texte ou la page.",
            advice="Dites en quelques mots ce que dit la source, et donnez l’adresse de la page.",
        )
    last = point.find_avis(lecture.stade) if lecture.stade else None
    if last and (last.conclusion, last.texte, last.lien, last.auteur_id) == (conclusion, texte, lien, by.pk):
        return None
    return give_avis(lecture.participation, chemin, conclusion=conclusion, texte=texte, lien=lien, by=by)


@transaction.atomic
def agree_with_rest(lecture: Lecture, *, by: Personne) -> int:
    """Agree, in one gesture, with every answer on which this stage has said nothing; tells how many.

    Questions without answer are left: agreeing with nothing would say something.
    """
    rest = [point for point in lecture.restants if point.est_repondu]
    for point in rest:
        give_avis(lecture.participation, point.chemin, conclusion=Conclusion.ACCORD, by=by)
    return len(rest)
