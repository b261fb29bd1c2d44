"""Create, edit and review, where a refusal is a sentence in French and never loses what was written."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib.admin.utils import quote
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from wagtail.admin import messages
from wagtail.admin.utils import get_latest_str
from wagtail.snippets.views import snippets

from leviers.catalogue import review
from leviers.catalogue.duplicates import Proche
from leviers.catalogue.models import Demarche
from leviers.catalogue.models.editorial import Editorial
from leviers.catalogue.models.relecture import is_own_work
from leviers.catalogue.payload import as_payload
from leviers.errors import NotPublishable

OWN_WORK = (
    "Vous avez écrit ou soumis cette version : une autre personne de la relecture doit l’approuver. "
    "Rien n’a été publié."
)
NOT_WAITING = (
    "Il n’y a rien à approuver ici : la version n’est plus en relecture, ou votre rôle ne le permet pas. "
    "Rien n’a été enregistré ni publié."
)
NEWER_VERSION = (
    "Une version plus récente a été enregistrée depuis que vous avez ouvert cette page ; la vôtre est "
    "affichée, pas encore enregistrée. Comparez-les par l’historique ; recommencer gardera la vôtre."
)
DONE = {
    "create": "Brouillon créé",
    "edit": "Brouillon enregistré",
    "publish": "Version publiée",
    "submit": "Version soumise à la relecture",
    "restart-workflow": "Version soumise de nouveau à la relecture",
    "cancel-workflow": "Version retirée de la relecture, brouillon gardé",
}
DECIDED = {"approve": "Version approuvée", "reject": "Reprise demandée"}


def show_moment(moment: datetime) -> str:
    """Day and hour as people write them."""
    return date_format(timezone.localtime(moment), "j F Y à H:i")


class RefusalMixin:
    """Publishing, submitting or approving what lacks something keeps the draft and says what is missing."""

    request: HttpRequest
    object: Any
    action: str
    workflow_action: str
    new_revision: Any
    get_edit_url: Callable[[], str]

    def get_form_kwargs(self) -> dict[str, Any]:
        """Lines end as in the files: browsers send CRLF, which would read as a change of every line."""
        kwargs: dict[str, Any] = super().get_form_kwargs()  # type: ignore[misc]
        if "data" in kwargs:
            kwargs["data"] = kwargs["data"].copy()
            for name, values in kwargs["data"].lists():
                kwargs["data"].setlist(name, [value.replace("\r\n", "\n") for value in values])
        return kwargs

    def publish_action(self) -> HttpResponse | None:
        """Publish now or at a date."""
        return self._unless_refused(super().publish_action)  # type: ignore[misc]

    def submit_action(self) -> HttpResponse | None:
        """Submit, once complete; what was read before this version was written is read again."""
        self.__dict__.pop("workflow_state", None)
        return self._unless_refused(self._check, super().submit_action)  # type: ignore[misc]

    def restart_workflow_action(self) -> HttpResponse | None:
        """Submit again, once complete."""
        return self._unless_refused(self._check, super().restart_workflow_action)  # type: ignore[misc]

    def workflow_action_action(self) -> HttpResponse | None:
        """Approve or send back."""
        return self._unless_refused(super().workflow_action_action)  # type: ignore[misc]

    def get_success_message(self, instance: Any = None) -> str:
        """What was done, in one sentence."""
        text = instance or self.object
        return f"{self._name_action(text)} : « {get_latest_str(text)} »."

    def _name_action(self, text: Editorial) -> str:
        action: str = self.action
        if action == "publish" and text.go_live_at and text.go_live_at > timezone.now():
            return f"Version programmée pour le {show_moment(text.go_live_at)}"
        if action == "workflow-action":
            return DECIDED[self.workflow_action]
        return DONE[action]

    def _check(self) -> None:
        self.new_revision.as_object().check_publishable()

    def _unless_refused(self, *steps: Any) -> HttpResponse | None:
        try:
            for step in steps:
                answer = step()
        except NotPublishable as refusal:
            messages.error(self.request, f"{refusal.message} {refusal.advice} Votre brouillon est gardé.")
            return redirect(self.get_edit_url())
        return answer


class EditorialCreateView(RefusalMixin, snippets.CreateView):
    """Create a text. Saved when asked only: the first save fixes its identifier for ever."""

    new_title = "Nouveau texte"
    error_message = "Rien n’est encore enregistré : des champs sont à remplir ou à corriger."

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Our words for what is being written."""
        return [*super().get_breadcrumbs_items()[:-1], {"url": "", "label": self.new_title}]

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """No saving behind the back of the writer."""
        super().setup(request, *args, **kwargs)
        self.autosave_enabled = False


class EditorialEditView(RefusalMixin, snippets.EditView):
    """Edit a text; approving from here approves the version under review, not a copy of it."""

    error_message = "Version non enregistrée : des champs sont à remplir ou à corriger."
    partials_template_name = "catalogue/morceaux.html"
    public_page = ""  # name of the address of the public page, where there is one

    def is_valid(self, form: Any) -> bool:
        """Refuse to decide on what is not this person's to decide, or to write over what she has not seen.

        Asking twice writes over: the other version stays in the history.
        """
        if "action-workflow-action" in self.request.POST and self.action != "workflow-action":
            self.produced_error_message = OWN_WORK if self._is_own() else NOT_WAITING
            return False
        if self.is_out_of_date and not self.expects_json_response and self.action != "cancel-workflow":
            self.produced_error_message = NEWER_VERSION
            return False
        return super().is_valid(form)

    def say(self, text: Any) -> tuple[Any, ...]:
        """All that a version says, to be compared with another."""
        return _say(text)

    def get_public_page(self) -> str:
        """Address of the public page; empty where there is none."""
        return self.public_page and reverse(self.public_page, args=[self.object.pk])

    def _is_own(self) -> bool:
        return self.object.workflow_in_progress and is_own_work(self.object, self.request.user)

    def save_instance(self) -> Any:
        """Write a version, except when a reviewer decides without having changed a word.

        What was written is compared, and not asked of the form: a line added in the draft has no
        number yet, and the form takes it for a change.
        """
        if self.action != "workflow-action":
            return super().save_instance()
        submitted = self.object.latest_revision
        with transaction.atomic():
            written = super().save_instance()
            version = self.new_revision.as_object()
            is_same = self.say(version) == self.say(submitted.as_object())
            transaction.set_rollback(is_same)
        if not is_same:
            return written
        self.new_revision = submitted
        return self.model.objects.get(pk=written.pk).get_latest_revision_as_object()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add where the text stands."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {
            "etat": review.etat(self.object),
            "derniere_version": self.object.latest_revision,
            "adresse_publique": self.get_public_page(),
            "est_mon_travail": self._is_own(),
        }


class CloseDemarchesMixin:
    """Saving a démarche warns about those that may be the same, and never blocks."""

    request: HttpRequest
    object: Any
    action: str
    expects_json_response: bool

    def form_valid(self, form: Any) -> HttpResponse:
        """Save; then name the close démarches: all for a text that readers never saw, the new ones after.

        The editor shows them by itself for a text that readers never saw: nothing is said twice.
        """
        is_new = not self.object or not self.object.first_published_at
        known = set() if is_new else _list_ids(Demarche.objects.get(pk=self.object.pk))
        response: HttpResponse = super().form_valid(form)  # type: ignore[misc]
        if self.expects_json_response or (is_new and self.action in ("create", "edit")):
            return response
        new = [proche for proche in review.list_duplicates(self.object) if proche.id not in known]
        if new:
            messages.warning(self.request, show_duplicates(new))
        return response


def _list_ids(demarche: Demarche) -> set[str]:
    latest = demarche.get_latest_revision_as_object()
    return {proche.id for proche in review.list_duplicates(latest)}


class DemarcheCreateView(CloseDemarchesMixin, EditorialCreateView):
    """Create a démarche; close ones are shown in the editor that opens next."""

    new_title = "Nouvelle démarche"


class RepereCreateView(EditorialCreateView):
    """Create a repère."""

    new_title = "Nouveau repère"


def _say(text: Editorial) -> tuple[Any, ...]:
    """All that a version says: its content, dead sources, and dates of publication."""
    dead = (
        [source.url for source in text.sources.all() if source.est_morte]
        if isinstance(text, Demarche)
        else []
    )
    return as_payload(text), dead, text.go_live_at, text.expire_at


class LevierEditView(EditorialEditView):
    """Edit the sheet of a levier."""

    public_page = "levier"


class DemarcheEditView(CloseDemarchesMixin, EditorialEditView):
    """Edit a démarche, with a word about those that may be the same."""

    public_page = "demarche"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add close démarches as long as readers never saw this one, and what verification needs."""
        proches = [] if self.object.first_published_at else review.list_duplicates(self.object)
        return super().get_context_data(**kwargs) | {"proches": proches, "est_demarche": True}


def show_duplicates(proches: list[Proche]) -> str:
    """Close démarches as one sentence with links."""
    editor = "wagtailsnippets_catalogue_demarche:edit"
    rows = ((reverse(editor, args=[quote(one.id)]), one.titre, one.raison) for one in proches)
    links = format_html_join(" ; ", '<a href="{}">{}</a> ({})', rows)
    return format_html("Démarche proche dans la même métropole, à comparer avant de publier : {}.", links)


class CompareView(snippets.RevisionsCompareView):
    """Two versions side by side, each with its author and its date."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Name both versions."""
        return super().get_context_data(**kwargs) | {
            "version_a": self._name(self.revision_id_a),
            "version_b": self._name(self.revision_id_b),
        }

    def _name(self, revision_id: str) -> str:
        if revision_id == "live":
            return "la version publiée"
        versions = self.object.revisions.select_related("user").order_by("created_at", "id")
        version = {"earliest": versions.first, "latest": versions.last}.get(
            revision_id, lambda: versions.get(pk=revision_id)
        )()
        return f"la version du {show_moment(version.created_at)} ({version.user or 'chargement'})"


class WithdrawView(snippets.UnpublishView):
    """Withdraw a text from the public site."""

    page_title = "Retirer du site public"
    success_message = "Texte retiré du site public, gardé ici avec son histoire : « %(object)s »."


class DecisionView(snippets.WorkflowActionView):
    """Approve or send back from the home page or by address, with the same refusals as in the editor."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Decide, or say why not."""
        if is_own_work(self.object, request.user):
            return self._refuse(OWN_WORK)
        try:
            return super().dispatch(request, *args, **kwargs)
        except NotPublishable as refusal:
            return self._refuse(f"{refusal.message} {refusal.advice} Le brouillon est gardé.")

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Decide and say so."""
        response = super().post(request, *args, **kwargs)
        messages.success(request, f"{DECIDED[self.action_name]} : « {get_latest_str(self.object)} ».")
        return response

    def _refuse(self, sentence: str) -> HttpResponse:
        messages.error(self.request, sentence)
        if self.request.headers.get("x-requested-with") == "XMLHttpRequest":
            return self.render_modal_json(self.request, {"step": "success", "redirect": self.redirect_url})
        return redirect(self.redirect_url)
