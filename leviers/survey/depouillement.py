"""What each territoire answered: each question asked or not, answered, not known, refused, left empty."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from django.db.models import Max, Q
from django.utils import timezone

from leviers.orval.world import TERRITOIRE as ORVAL
from leviers.survey.connues import CONNUES
from leviers.survey.formulaires.etats import Contexte
from leviers.survey.formulaires.evaluation import evaluate
from leviers.survey.formulaires.valeurs import check_value
from leviers.survey.items import NE_SAIT_PAS, Item, Plan, read_plan
from leviers.survey.models import Avis, Campagne, Etape, Participation, Saisie
from leviers.survey.roles import AGREGEES, NON, SAUF_BESOINS, TOUTES

REPONDU, INCONNU, REFUS, SANS_REPONSE = "repondu", "ne_sait_pas", "ne_souhaite_pas", "sans_reponse"
STATUTS = (REPONDU, INCONNU, REFUS, SANS_REPONSE)
"""What becomes of a question that is asked; one that is not has no `Reponse`."""


@dataclass(frozen=True, slots=True)
class Reponse:
    """One answer.

    valeur         empty unless `repondu`
    lien           the public page that its author gave
    commentaire    free remark, never published
    est_approuvee  the control approved it: an answer in words is shown only then
    """

    statut: str
    valeur: str = ""
    lien: str = ""
    est_approuvee: bool = False
    commentaire: str = ""

    @property
    def codes(self) -> tuple[str, ...]:
        """Choices ticked."""
        return tuple(self.valeur.split())


@dataclass(frozen=True, eq=False)
class Fiche:
    """The answers of one territoire.

    effet       what its consent allows
    reponses    path without numbers -> answers, several in a repetition, none when it was not asked
    """

    participation: int
    siren: str
    etat: str
    effet: str
    le: date
    reponses: Mapping[str, tuple[Reponse, ...]] = field(default_factory=dict)

    @property
    def compte(self) -> bool:
        """Whether public results may count it."""
        return self.etat == Participation.Etat.PUBLIEE and self.effet != NON

    def is_named(self, item: Item) -> bool:
        """Whether this answer may be shown with the name of the territoire."""
        if not self.compte or item.est_personnel:
            return False
        return self.effet == TOUTES or (self.effet == SAUF_BESOINS and not item.est_reserve)

    @property
    def est_fictif(self) -> bool:
        """Whether the territoire was invented: it may try a survey, it is never counted."""
        return self.siren == ORVAL.siren

    @property
    def is_shown(self) -> bool:
        """Whether anything of it may be shown with its name."""
        return self.compte and self.effet not in (AGREGEES, NON)

    def read(self, item: Item) -> tuple[Reponse, ...]:
        """Answers to one question."""
        return self.reponses.get(item.chemin, ())


def read_fiches(campagne: Campagne) -> tuple[Fiche, ...]:
    """The published participations of a campaign, by SIREN; read again when one of them moved."""
    return _read_published(campagne, read_mark([campagne.pk]))


def read_mark(campagnes: Iterable[int] = ()) -> tuple[tuple[int, int, int], ...]:
    """What moves when a participation is published, or published no more: (participation, step, avis)."""
    wanted = Q(campagne__in=list(campagnes)) if campagnes else Q()
    rows = Participation.objects.filter(wanted, etat=Participation.Etat.PUBLIEE)
    found = rows.annotate(etape=Max("etapes"), vu=Max("avis")).order_by("pk")
    return tuple((pk, etape or 0, vu or 0) for pk, etape, vu in found.values_list("pk", "etape", "vu"))


@lru_cache(maxsize=16)
def _read_published(campagne: Campagne, mark: tuple[tuple[int, int, int], ...]) -> tuple[Fiche, ...]:
    rows = Participation.objects.filter(pk__in=[pk for pk, _etape, _avis in mark])
    return take_fiches(campagne, rows)


def take_fiches(campagne: Campagne, participations: Iterable[Participation]) -> tuple[Fiche, ...]:
    """The answers of some participations, whatever their state: exports of the team need them all.

    Date  questions are evaluated on the day of the last sending, so that a result does not change by itself
    """
    plan = read_plan(campagne.version)
    rows = sorted(participations, key=lambda one: one.territoire_siren)
    pks = [row.pk for row in rows]
    standing: dict[int, dict[str, Saisie]] = defaultdict(dict)
    for saisie in Saisie.objects.filter(participation__in=pks, remplacee_par=None).order_by("pk"):
        standing[saisie.participation_id][saisie.chemin] = saisie
    sent = dict(
        Etape.objects.filter(participation__in=pks, etat=Participation.Etat.ENVOYEE)
        .values_list("participation")
        .annotate(le=Max("quand"))
    )
    approved = _list_approved(pks)
    return tuple(
        _as_fiche(
            row,
            plan,
            standing[row.pk],
            timezone.localdate(sent[row.pk]) if row.pk in sent else timezone.localdate(campagne.creee_le),
            approved[row.pk],
        )
        for row in rows
    )


def _list_approved(pks: list[int]) -> dict[int, frozenset[str]]:
    """Paths whose last avis at the control is an agreement."""
    last: dict[tuple[int, str], str] = {}
    rows = Avis.objects.filter(participation__in=pks, stade=Avis.Stade.CONTROLE).order_by("pk")
    for pk, chemin, conclusion in rows.values_list("participation", "chemin", "conclusion"):
        last[pk, chemin] = conclusion
    found: dict[int, set[str]] = defaultdict(set)
    for (pk, chemin), conclusion in last.items():
        if conclusion == Avis.Conclusion.ACCORD:
            found[pk].add(chemin)
    return defaultdict(frozenset, {pk: frozenset(chemins) for pk, chemins in found.items()})


def _as_fiche(
    row: Participation, plan: Plan, saisies: Mapping[str, Saisie], le: date, approved: frozenset[str]
) -> Fiche:
    given = {
        chemin: saisie.valeur
        for chemin, saisie in saisies.items()
        if saisie.statut == Saisie.Statut.REPONDU and saisie.valeur
    }
    contexte = Contexte(aujourdhui=le, graine=str(row.pk), tables=CONNUES)
    evaluation = evaluate(plan.formulaire, given, contexte=contexte)
    items = {item.chemin: item for item in plan.items}
    reponses: dict[str, list[Reponse]] = defaultdict(list)
    consent = ""
    for chemin, etat in evaluation.etats.items():
        item = items.get(etat.question.chemin)
        if item is None or not etat.visible:
            continue
        valeur = "" if check_value(etat.question, etat.valeur) else etat.valeur  # kept as typed: not usable
        reponse = _as_reponse(item, valeur, saisies.get(chemin), est_approuvee=chemin in approved)
        reponses[item.chemin].append(reponse)
        if item.code == plan.roles.consentement:
            consent = reponse.valeur
    return Fiche(
        participation=row.pk,
        siren=row.territoire_siren,
        etat=row.etat,
        effet=plan.roles.find_effet(consent),
        le=le,
        reponses={chemin: tuple(found) for chemin, found in reponses.items()},
    )


def _as_reponse(item: Item, valeur: str, saisie: Saisie | None, *, est_approuvee: bool) -> Reponse:
    if saisie and saisie.statut == Saisie.Statut.NE_SAIT_PAS:
        return Reponse(INCONNU)
    if saisie and saisie.statut == Saisie.Statut.NE_SOUHAITE_PAS:
        return Reponse(REFUS)
    if not valeur or (saisie and saisie.statut == Saisie.Statut.VIDE):
        return Reponse(SANS_REPONSE)
    if valeur == NE_SAIT_PAS and item.choix:
        return Reponse(INCONNU)
    lien, commentaire = (saisie.lien, saisie.commentaire) if saisie else ("", "")
    return Reponse(REPONDU, valeur, lien, est_approuvee, commentaire)


def forget() -> None:
    """Forget what was read (tests that roll the database back need it)."""
    _read_published.cache_clear()
