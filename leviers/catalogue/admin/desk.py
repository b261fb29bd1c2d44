"""The desk: what awaits the person who opens the back office."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils import timezone
from wagtail.admin.ui.components import Component
from wagtail.models import WorkflowState
from wagtail.permissions import policy_registry

from leviers.catalogue import review
from leviers.catalogue.admin.worklists import find_editor
from leviers.catalogue.models import Demarche, Levier, Proposition, Repere, Signalement
from leviers.catalogue.models.editorial import Editorial

SHOWN = 20


@dataclass(frozen=True)
class Case:
    """One pile on the desk: how many, of what, and where to see them."""

    nombre: int
    nom: str
    phrase: str
    adresse: str


@dataclass(frozen=True)
class Version:
    """A version under review: of which text, asked by whom, and where to read and compare it."""

    texte: str
    nature: str
    etat: WorkflowState
    adresse: str
    comparaison: str
    a_approuver: bool


class Desk(Component):
    """The only panel of the home page."""

    order = 10
    template_name = "catalogue/bureau.html"

    def __init__(self, user: Any) -> None:
        self.user = user

    def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:  # noqa: ARG002
        """Piles, then versions under review."""
        versions = list_versions(self.user)
        cases = list_cases(versions) if self.user.has_perm("catalogue.view_demarche") else []
        return {"cases": cases, "versions": versions[:SHOWN], "user": self.user}


def list_versions(user: Any) -> list[Version]:
    """Versions submitted or sent back, the oldest first; those this person can decide on are marked."""
    states = (
        WorkflowState.objects.active()
        .select_related("requested_by", "current_task_state__task")
        .prefetch_related("content_object__latest_revision")
        .order_by("created_at")
    )
    texts = ((state, state.content_object) for state in states)
    return [_as_version(state, user) for state, text in texts if may_open(user, text)]


def may_open(user: Any, text: Any) -> bool:
    """Whether a text is one of ours, and this person may edit it."""
    if not isinstance(text, Editorial):
        return False
    policy = policy_registry.get_by_type(type(text))
    return bool(policy.user_has_permission_for_instance(user, "change", text))


def _as_version(state: WorkflowState, user: Any) -> Version:
    text = state.content_object
    task = state.current_task_state
    in_progress = state.status == WorkflowState.STATUS_IN_PROGRESS
    compare = reverse(
        text.snippet_viewset.get_url_name("revisions_compare"),
        args=[text.pk, "live" if text.live else "earliest", "latest"],
    )
    return Version(
        texte=str(text.latest_revision.object_str or text),
        nature=text._meta.verbose_name,
        etat=state,
        adresse=find_editor(text),
        comparaison=compare,
        a_approuver=in_progress and bool(task.task.specific.get_actions(text, user)),
    )


def list_cases(versions: list[Version]) -> list[Case]:
    """Every pile, empty ones included: an empty pile is good news."""
    demarches = reverse("wagtailsnippets_catalogue_demarche:list")
    leviers = reverse("wagtailsnippets_catalogue_levier:list")
    to_approve = sum(version.a_approuver for version in versions)
    signalements = Signalement.objects.filter(traite=False).count()
    proposed = Proposition.objects.filter(etat=Proposition.Etat.OUVERTE).count()
    stale = len(review.list_stale(timezone.localdate()))
    unread = Levier.objects.filter(relu=False).count()
    return [
        Case(to_approve, "à approuver", "Versions soumises par d’autres personnes.", "#relecture"),
        Case(
            _count_drafts(), "en brouillon", "Textes commencés, pas soumis.", f"{demarches}?etape=brouillon"
        ),
        Case(
            signalements,
            "signalements" if signalements > 1 else "signalement",
            "Ce que des lecteurs ont vu.",
            reverse("gestion-signalements"),
        ),
        Case(
            proposed,
            "propositions" if proposed > 1 else "proposition",
            "Faits plus récents, sur un texte modifié à la main.",
            reverse("gestion-propositions"),
        ),
        Case(stale, "à vérifier", "Plus de 18 mois, ou source morte.", reverse("gestion-a-verifier")),
        Case(
            unread,
            "fiches non relues" if unread > 1 else "fiche non relue",
            "Modes d’emploi des leviers, sur 50.",
            f"{leviers}?relu=false",
        ),
    ]


def _count_drafts() -> int:
    return sum(
        review.with_etape(model.objects.all()).filter(etape=review.Etape.BROUILLON).count()
        for model in (Demarche, Levier, Repere)
    )
