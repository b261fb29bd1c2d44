"""Lists of what waits: démarches to verify, proposals of a load, reports of readers."""

from typing import Any

from django.contrib.admin.utils import quote
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.generic.base import BaseListingView, WagtailAdminTemplateMixin
from wagtail.snippets.models import get_snippet_models

from leviers.accounts import rights
from leviers.catalogue import propositions, review
from leviers.catalogue.admin.listing import DayColumn, YesNoColumn
from leviers.catalogue.models import Demarche, Proposition, Signalement
from leviers.catalogue.models.editorial import Editorial
from leviers.catalogue.payload import GENRES
from leviers.errors import NotPublishable


def find_editor(text: Editorial) -> str:
    """Address of the editor of a text."""
    names = {model: model.snippet_viewset.get_url_name("edit") for model in get_snippet_models()}
    return reverse(names[type(text)], args=[quote(text.pk)])


class Allowed:
    """A door that asks for one permission, checked on the server at each request."""

    permission = ""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Answer, or refuse."""
        if not request.user.has_perm(self.permission):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]


class Worklist(Allowed, BaseListingView):
    """A list with a sentence that says what it is for."""

    template_name = "catalogue/liste.html"
    paginate_by = 50
    intro = ""

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the sentence."""
        return super().get_context_data(*args, **kwargs) | {"intro": self.intro}


class StaleColumn(Column):
    """A button that says "still true today"."""

    cell_template_name = "catalogue/cellule_verifiee.html"

    def get_cell_context_data(self, instance: Any, parent_context: Any) -> dict[str, Any]:
        """A cell is drawn apart from its page: the token of the form must follow it."""
        context: dict[str, Any] = super().get_cell_context_data(instance, parent_context)
        return context | {"csrf_token": get_token(parent_context["request"])}


class StaleView(Worklist):
    """« À vérifier »."""

    permission = "catalogue.change_demarche"
    page_title = "À vérifier"
    header_icon = "time"
    index_url_name = "gestion-a-verifier"
    verbose_name_plural = "démarches à vérifier"
    intro = (
        "Démarches publiées jamais vérifiées, vérifiées il y a plus de 18 mois, ou dont une source ne répond "
        "plus. Ouvrez les sources : si le texte est toujours juste, « Vérifiée aujourd’hui » suffit ; sinon, "
        "ouvrez la démarche et corrigez-la."
    )
    columns = [
        TitleColumn(
            "titre",
            label="Démarche",
            accessor="demarche.titre",
            get_url=lambda stale: find_editor(stale.demarche),
        ),
        Column("metropole", label="Métropole", accessor="demarche.get_territoire_siren_display"),
        Column("raisons", label="Pourquoi", accessor=lambda stale: ", ".join(stale.raisons)),
        DayColumn("verifiee_le", label="Dernière vérification", accessor="demarche.verifiee_le"),
        StaleColumn("demarche", label="Sources"),
    ]

    def get_queryset(self) -> list[review.Stale]:
        """The oldest first."""
        return review.list_stale(timezone.localdate())


@method_decorator(require_POST, name="dispatch")
class VerifiedView(Allowed, TemplateView):
    """« Vérifiée aujourd’hui »."""

    permission = "catalogue.change_demarche"

    def post(self, request: HttpRequest, pk: str) -> HttpResponse:
        """Record it and come back."""
        demarche = get_object_or_404(Demarche, pk=pk)
        review.mark_verified(demarche, by=request.user, today=timezone.localdate())
        messages.success(request, f"« {demarche} » est notée comme vérifiée aujourd’hui.")
        return redirect(find_editor(demarche) if "editeur" in request.GET else "gestion-a-verifier")


class PropositionsView(Worklist):
    """« Propositions de chargement »."""

    permission = "catalogue.view_proposition"
    page_title = "Propositions de chargement"
    header_icon = "download"
    index_url_name = "gestion-propositions"
    model = Proposition
    verbose_name_plural = "propositions de chargement"
    intro = (
        "Un chargement a apporté un fait plus récent sur un texte que quelqu’un avait modifié à la main. "
        "Rien n’a été écrasé : à vous de choisir, champ par champ."
    )
    columns = [
        TitleColumn(
            "objet",
            label="Texte",
            accessor=lambda row: str(propositions.find_text(row) or row.objet_id),
            url_name="gestion-proposition",
        ),
        Column("genre", label="Nature", accessor=lambda row: GENRES[row.genre]._meta.verbose_name),
        Column("etat", label="État", accessor="get_etat_display"),
        DayColumn("cree_le", label="Proposée le"),
        Column("traitee_par", label="Traitée par"),
    ]

    def get_base_queryset(self) -> "QuerySet[Proposition]":
        """Those that wait first."""
        return Proposition.objects.select_related("traitee_par").order_by("traitee_le", "-cree_le")


class PropositionView(Allowed, WagtailAdminTemplateMixin, TemplateView):
    """One proposal as a difference, field by field; on POST, what was decided."""

    permission = "catalogue.change_proposition"
    template_name = "catalogue/proposition.html"
    page_title = "Proposition"
    header_icon = "download"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The difference."""
        proposition = get_object_or_404(Proposition, pk=kwargs["pk"])
        text = propositions.find_text(proposition)
        return super().get_context_data(**kwargs) | {
            "proposition": proposition,
            "texte": text or proposition.objet_id,
            "editeur": find_editor(text) if text else None,
            "differences": propositions.list_differences(proposition),
            "est_ouverte": proposition.etat == Proposition.Etat.OUVERTE,
        }

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Under the list."""
        parent = {"url": reverse("gestion-propositions"), "label": "Propositions de chargement"}
        return [*self.breadcrumbs_items, parent, {"url": "", "label": self.page_title}]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Accept the ticked fields as a draft, or put aside; twice is as once."""
        proposition = get_object_or_404(Proposition, pk=pk)
        champs = [name for name in request.POST.getlist("champ") if name in proposition.contenu]
        if request.POST.get("decision") == "ecarter":
            propositions.dismiss(proposition, by=request.user)
            messages.success(request, "Proposition écartée : le texte reste tel quel.")
            return redirect("gestion-propositions")
        if request.POST.get("decision") != "accepter" or not champs:
            messages.error(request, "Cochez au moins un champ à accepter, ou écartez la proposition.")
            return redirect("gestion-proposition", pk)
        try:
            propositions.accept(proposition, by=request.user, champs=champs)
        except NotPublishable as refusal:
            messages.error(request, f"{refusal.message} {refusal.advice}")
            return redirect("gestion-proposition", pk)
        messages.success(request, "Proposition acceptée : un brouillon est écrit, à relire puis à soumettre.")
        text = propositions.find_text(proposition)
        return redirect(find_editor(text) if text else "gestion-propositions")


class SignalementsView(Worklist):
    """« Signalements »."""

    permission = "catalogue.view_signalement"
    page_title = "Signalements"
    header_icon = "comment"
    index_url_name = "gestion-signalements"
    model = Signalement
    verbose_name_plural = "signalements"
    intro = (
        "Ce que des lecteurs signalent ou contestent : démarches, usages, actes publics, acteurs, chiffres ; "
        "ceux à traiter d’abord. Le titre du sujet mène à sa page publique."
    )
    columns = [
        TitleColumn("objet", label="Objet", accessor="get_objet_display", url_name="gestion-signalement"),
        Column("sujet", label="Genre", accessor="get_sujet_display"),
        TitleColumn("nom", label="À propos de", get_url=lambda row: row.sujet_adresse or None),
        DayColumn("recu_le", label="Reçu le"),
        YesNoColumn("traite", label="Traité"),
        Column("traite_par", label="Par"),
    ]

    def get_base_queryset(self) -> "QuerySet[Signalement]":
        """In the order of the model: to be dealt with first."""
        return Signalement.objects.select_related("demarche", "traite_par")


class SignalementView(Allowed, WagtailAdminTemplateMixin, TemplateView):
    """One report, read here; who reviews concludes it at the desk, where its author is answered."""

    permission = "catalogue.view_signalement"
    template_name = "catalogue/signalement.html"
    page_title = "Signalement"
    header_icon = "comment"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The report and, for a démarche, its editor."""
        signalement = get_object_or_404(Signalement.objects.select_related("demarche"), pk=kwargs["pk"])
        return super().get_context_data(**kwargs) | {
            "signalement": signalement,
            "editeur": find_editor(signalement.demarche) if signalement.demarche else None,
            "peut_conclure": rights.is_relecteur(self.request.user),
        }

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Under the list."""
        parent = {"url": reverse("gestion-signalements"), "label": "Signalements"}
        return [*self.breadcrumbs_items, parent, {"url": "", "label": self.page_title}]
