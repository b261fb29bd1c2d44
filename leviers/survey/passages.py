"""A campaign passes to a newer version of its questionnaire: what answers become, shown first, then done."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from leviers.accounts.models import Personne
from leviers.errors import NotAllowedNow
from leviers.survey.avancement import is_asked
from leviers.survey.connues import CONNUES
from leviers.survey.etapes import Etat, advance
from leviers.survey.formulaires import Contexte, Formulaire, evaluate, questions, texte
from leviers.survey.formulaires.reprise import PERDUE, Ligne, Reprise, carry_over
from leviers.survey.models import Avis, Campagne, Echange, Participation, Saisie, Version
from leviers.survey.remarques import MAX_TEXTE, write_remarque
from leviers.survey.saisies import Standing, read_standing
from leviers.survey.versions import read_formulaire

Origine, Statut = Saisie.Origine, Saisie.Statut
_FIXED = (Etat.CONTRADICTOIRE, Etat.AUDIT, Etat.PUBLIEE)
"""States in which answers do not change any more."""


@dataclass(frozen=True)
class Bilan:
    """Answers that follow as they are, that follow but are to be read again, that are lost."""

    telles: int
    a_relire: int
    perdues: int


@dataclass(frozen=True)
class Suivi:
    """What the answers of one territoire would become.

    est_a_revoir  it had sent them, and something is asked of it again
    """

    participation: Participation
    reprises: tuple[Reprise, ...]
    est_a_revoir: bool

    @property
    def lignes(self) -> tuple[Ligne, ...]:
        """One for each answer."""
        return tuple(ligne for reprise in self.reprises for ligne in reprise.lignes)

    @property
    def a_lire(self) -> tuple[Ligne, ...]:
        """Answers that are lost or changed on the way."""
        return tuple(ligne for ligne in self.lignes if ligne.a_confirmer)

    @property
    def bilan(self) -> Bilan:
        """The same, counted."""
        lost = sum(ligne.sort == PERDUE for ligne in self.lignes)
        return Bilan(len(self.lignes) - len(self.a_lire), len(self.a_lire) - lost, lost)


@dataclass(frozen=True)
class Passage:
    """The proposal for a whole campaign; `nouvelles`, in words, are questions that it does not ask yet."""

    campagne: Campagne
    version: Version
    suivis: tuple[Suivi, ...]
    nouvelles: tuple[str, ...]

    @property
    def bilan(self) -> Bilan:
        """The answers of every territoire, counted."""
        every = [suivi.bilan for suivi in self.suivis]
        return Bilan(
            sum(one.telles for one in every),
            sum(one.a_relire for one in every),
            sum(one.perdues for one in every),
        )

    @property
    def nb_a_revoir(self) -> int:
        """Territoires that had sent their answers and are asked again."""
        return sum(suivi.est_a_revoir for suivi in self.suivis)


def find_newer(campagne: Campagne) -> Version | None:
    """The last version of the questionnaire of a campaign that still takes answers, when it is newer."""
    if campagne.close_le:
        return None
    version = campagne.version
    newer = Version.objects.filter(questionnaire=version.questionnaire_id, numero__gt=version.numero)
    return newer.defer("formulaire", "fichier").order_by("-numero").first()


def list_behind(version: Version) -> list[Campagne]:
    """Campaigns that take answers to an earlier version of the same questionnaire."""
    earlier = Campagne.objects.filter(
        version__questionnaire=version.questionnaire_id, version__numero__lt=version.numero, close_le=None
    )
    return [*earlier.select_related("version").defer("version__formulaire", "version__fichier")]


def propose_passage(campagne: Campagne, version: Version) -> Passage:
    """What would become of every answer; nothing is written.

    Raises  NotAllowedNow when the campaign cannot pass to this version, or cannot any more
    """
    participations = [*campagne.participations.order_by("pk")]
    _require_passable(campagne, version, participations)
    avant, apres = read_formulaire(campagne.version), read_formulaire(version)
    fresh = carry_over(avant, apres, {}).nouvelles
    names = {one.chemin: texte(one.libelle, apres.langue_defaut) or one.code for one in questions(apres)}
    suivis = tuple(_follow(one, avant, apres) for one in participations)
    return Passage(campagne, version, suivis, tuple(names[path] for path in fresh))


@transaction.atomic
def pass_to(campagne: Campagne, version: Version, *, by: Personne) -> Passage:
    """Pass a campaign to a newer version, with the answers as `propose_passage` told.

    Kept     every saisie stays in the history; what follows unchanged stays as it is, given to its version
    Told     each territoire reads, among its remarks, what was changed or lost on the way
    Again    a territoire that had sent goes back to « commencée » when something is asked of it again
    Raises   NotAllowedNow, as `propose_passage`
    """
    locked = Campagne.objects.select_for_update().select_related("version").get(pk=campagne.pk)
    [*locked.participations.select_for_update()]  # nobody records meanwhile
    passage = propose_passage(locked, version)
    Campagne.objects.filter(pk=locked.pk).update(version=version)
    for suivi in passage.suivis:
        _carry(read_standing(suivi.participation), suivi.reprises, version)
        _tell(suivi, version, by=by)
        if suivi.est_a_revoir:
            advance(
                suivi.participation, Etat.COMMENCEE, by=by, note=f"questionnaire version {version.numero}"
            )
    campagne.refresh_from_db()
    return passage


@transaction.atomic
def catch_up(participation: Participation, given_to: Version) -> bool:
    """Carry what was just said on a page of an earlier version; tells whether the campaign had passed."""
    present = Campagne.objects.values_list("version", flat=True).get(pk=participation.campagne_id)
    if present == given_to.pk:
        return False
    version = Version.objects.get(pk=present)
    avant, apres = read_formulaire(given_to), read_formulaire(version)
    late = {
        path: saisies
        for path, said in read_standing(participation).items()
        if (saisies := tuple(one for one in said if one.version_id == given_to.pk))
    }
    _carry(late, _list_reprises(late, avant, apres), version)
    return True


def _require_passable(campagne: Campagne, version: Version, participations: Iterable[Participation]) -> None:
    before = campagne.version
    if version.questionnaire_id != before.questionnaire_id or version.numero <= before.numero:
        raise NotAllowedNow(
            "Cette version ne suit pas celle que pose la campagne.",
            advice="Choisissez une version plus récente du même questionnaire.",
        )
    if campagne.close_le:
        raise NotAllowedNow(
            "La campagne est close : ses questions ne changent plus.",
            advice="Créez une autre campagne avec cette version.",
        )
    if any(one.etat in _FIXED for one in participations):
        raise NotAllowedNow(
            "Le droit de réponse est déjà ouvert pour un territoire : les questions ne changent plus.",
            advice="Menez cette campagne à son terme, puis créez-en une autre avec cette version.",
        )


def _follow(participation: Participation, avant: Formulaire, apres: Formulaire) -> Suivi:
    standing = read_standing(participation)
    reprises = _list_reprises(standing, avant, apres)
    suivi = Suivi(participation, reprises, est_a_revoir=False)
    if participation.etat != Etat.ENVOYEE:
        return suivi
    asked_again = bool(suivi.a_lire) or _asks_more(participation, reprises, apres)
    return Suivi(participation, reprises, est_a_revoir=asked_again)


def _asks_more(participation: Participation, reprises: tuple[Reprise, ...], apres: Formulaire) -> bool:
    """Whether a question that the former version did not ask waits for an answer."""
    last = reprises[0]
    contexte = Contexte(aujourdhui=timezone.localdate(), graine=str(participation.pk), tables=CONNUES)
    said = {path: value for path, value in last.reponses.items() if value}
    etats = evaluate(apres, said, contexte=contexte).etats.values()
    return any(is_asked(etat) for etat in etats if etat.question.chemin in last.nouvelles)


def _list_reprises(standing: Standing, avant: Formulaire, apres: Formulaire) -> tuple[Reprise, ...]:
    """A proposal for the last thing said of each question, then one for what was said at the same time."""
    depth = max(map(len, standing.values()), default=1)
    layers = ({path: _value(said[-1 - rank]) for path, said in standing.items() if rank < len(said)}
              for rank in range(depth))  # fmt: skip
    return tuple(carry_over(avant, apres, layer) for layer in layers)


def _value(saisie: Saisie) -> str:
    return saisie.valeur if saisie.statut == Statut.REPONDU else ""


def _carry(standing: Standing, reprises: tuple[Reprise, ...], version: Version) -> None:
    """Write what changes: a saisie at its new path, with its new value; one emptied for what is lost."""
    for rank, reprise in reversed([*enumerate(reprises)]):  # the last thing said is written last
        lignes = {ligne.chemin: ligne for ligne in reprise.lignes}
        for path, said in standing.items():
            if rank < len(said):
                _move(said[-1 - rank], lignes.get(path), reprise.chemins.get(path, ""), version)


def _move(saisie: Saisie, ligne: Ligne | None, target: str, version: Version) -> None:
    """Write one saisie at its new place, unless it stands well where it is."""
    is_number = saisie.chemin.endswith("]")  # how many times a repetition is there
    if is_number or (saisie.statut == Statut.VIDE and not target):
        return
    value = ligne.apres if ligne else saisie.valeur
    is_changed = ligne is not None and ligne.a_confirmer
    if is_changed or target != saisie.chemin or value != saisie.valeur:
        _replace(saisie, target, value, version, is_changed=is_changed)


def _replace(saisie: Saisie, target: str, value: str, version: Version, *, is_changed: bool) -> None:
    kept = Saisie.objects.create(
        participation_id=saisie.participation_id,
        version=version,
        chemin=target or saisie.chemin,
        valeur=value if target else "",
        statut=saisie.statut if target else Statut.VIDE,
        origine=Origine.REPRISE if is_changed else saisie.origine,
        commentaire=saisie.commentaire,
        lien=saisie.lien,
        piece=saisie.piece,
        connu=saisie.connu,
        auteur=saisie.auteur,
    )
    Saisie.objects.filter(pk=kept.pk).update(faite_le=saisie.faite_le)  # it was said on that day
    Saisie.objects.filter(pk=saisie.pk).update(remplacee_par=kept)
    here = Saisie.objects.filter(
        participation=saisie.participation_id, chemin=kept.chemin, remplacee_par=None
    )
    stale = here.filter(Q(statut=Statut.VIDE) | Q(auteur=saisie.auteur_id, auteur__isnull=False))
    stale.exclude(pk=kept.pk).update(remplacee_par=kept)
    if target and target != saisie.chemin:
        for said in (Avis, Echange):
            about = said.objects.filter(participation=saisie.participation_id, chemin=saisie.chemin)
            about.update(chemin=target)


def _tell(suivi: Suivi, version: Version, *, by: Personne) -> None:
    if suivi.a_lire:
        said = "\n".join(f"– {ligne.phrase}" for ligne in suivi.a_lire)
        words = f"Le questionnaire a changé (version {version.numero}). À relire :\n{said}"
        write_remarque(suivi.participation, words[:MAX_TEXTE], by=by)
