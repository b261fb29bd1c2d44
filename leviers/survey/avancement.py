"""Progress of a campaign: for each territoire and section, questions asked and questions answered."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Max, Q
from django.utils import timezone

from leviers.survey.connues import CONNUES
from leviers.survey.formulaires import Contexte, Etat, Formulaire, evaluate, sections, texte
from leviers.survey.formulaires.constructions import INVISIBLES
from leviers.survey.models import Campagne, Envoi, Participation, Saisie
from leviers.survey.territoires import find_slug, name_territoire
from leviers.survey.versions import read_formulaire

NO_VALUE = INVISIBLES | {"note"}


@dataclass(frozen=True)
class Compte:
    """Questions asked now, given the answers; those answered, « je ne sais pas » and refusals included."""

    repondues: int
    posees: int

    @property
    def part_pct(self) -> int:
        """Share answered, in percent, rounded down: 100 says that everything is answered."""
        return 100 * self.repondues // self.posees if self.posees else 0


@dataclass(frozen=True)
class Ligne:
    """One territoire. `derniere` is the last time that it wrote something, none when it never did."""

    participation: Participation
    territoire: str
    sections: tuple[Compte, ...]
    total: Compte
    derniere: datetime | None
    nb_contacts: int
    nb_lettres_bloquees: int


@dataclass(frozen=True)
class Avancement:
    """The board: titles of sections, one line for each territoire, in the order of their short names."""

    sections: tuple[tuple[str, str], ...]
    lignes: tuple[Ligne, ...]
    etats: Mapping[str, int]


def read_avancement(campagne: Campagne) -> Avancement:
    """Where every territoire stands; three queries, whatever their number."""
    formulaire = read_formulaire(campagne.version)
    answers, dates, today = _read_answers(campagne), _read_dates(campagne), timezone.localdate()
    lignes = [
        _as_line(row, count_sections(formulaire, answers.get(row.pk, {}), today), dates.get(row.pk))
        for row in _list_participations(campagne)
    ]
    states: dict[str, int] = defaultdict(int)
    for ligne in lignes:
        states[ligne.participation.etat] += 1
    lignes.sort(key=lambda ligne: find_slug(ligne.participation.territoire_siren))
    return Avancement(list_titles(formulaire), tuple(lignes), states)


def list_titles(formulaire: Formulaire) -> tuple[tuple[str, str], ...]:
    """Code and title of each section."""
    langue = formulaire.langue_defaut
    return tuple((one.code, texte(one.libelle, langue) or one.code) for one in sections(formulaire))


def is_asked(etat: Etat) -> bool:
    """Whether a question waits for an answer: visible, not computed, not a mere note."""
    return etat.visible and not etat.lecture_seule and etat.question.type not in NO_VALUE


def count_sections(formulaire: Formulaire, said: Mapping[str, str], today: date) -> tuple[Compte, ...]:
    """Counts of each section; `said` gives the value of each question that is answered, "" without value."""
    values = {path: value for path, value in said.items() if value}
    evaluation = evaluate(formulaire, values, contexte=Contexte(aujourdhui=today, tables=CONNUES))
    counts = []
    for section in sections(formulaire):
        asked = [etat for etat in evaluation.etats_de(section) if is_asked(etat)]
        counts.append(Compte(sum(etat.chemin in said for etat in asked), len(asked)))
    return tuple(counts)


def _read_answers(campagne: Campagne) -> dict[int, dict[str, str]]:
    """Participation, then question, then the value said last; "" when the answer holds none."""
    kept = Saisie.objects.filter(participation__campagne=campagne, remplacee_par=None).order_by("pk")
    found: dict[int, dict[str, str]] = defaultdict(dict)
    for pk, *said in kept.values_list("participation", "chemin", "valeur", "statut", "origine"):
        chemin, valeur, statut, origine = said
        found[pk].pop(chemin, None)
        if is_answer(valeur, statut, origine):
            found[pk][chemin] = valeur if statut == Saisie.Statut.REPONDU else ""
    return found


def is_answer(valeur: str, statut: str, origine: str) -> bool:
    """Whether something is said: a value, « je ne sais pas », a refusal, or a contest of what was known."""
    if statut in (Saisie.Statut.NE_SAIT_PAS, Saisie.Statut.NE_SOUHAITE_PAS):
        return True
    return statut == Saisie.Statut.REPONDU and (bool(valeur) or origine == Saisie.Origine.CONTESTEE)


def _list_participations(campagne: Campagne) -> list[Any]:
    """Participations, each with the number of its contacts and of its letters that are stuck."""
    reachable = Q(contacts__efface_le=None, contacts__revoque_le=None)
    stuck = Q(contacts__envois__etat__in=(Envoi.Etat.REFUSE, Envoi.Etat.EN_COURS))
    rows = campagne.participations.annotate(
        nb_contacts=Count("contacts", filter=reachable, distinct=True),
        nb_bloquees=Count("contacts__envois", filter=stuck, distinct=True),
    )
    for row in rows:
        row.campagne = campagne
    return [*rows]


def _read_dates(campagne: Campagne) -> dict[int, datetime]:
    """When each participation was last written to."""
    rows = Saisie.objects.filter(participation__campagne=campagne).values_list("participation")
    return dict(rows.annotate(quand=Max("faite_le")).order_by())


def _as_line(row: Any, counts: tuple[Compte, ...], derniere: datetime | None) -> Ligne:
    return Ligne(
        participation=row,
        territoire=name_territoire(row.territoire_siren),
        sections=counts,
        total=Compte(sum(one.repondues for one in counts), sum(one.posees for one in counts)),
        derniere=derniere,
        nb_contacts=row.nb_contacts,
        nb_lettres_bloquees=row.nb_bloquees,
    )
