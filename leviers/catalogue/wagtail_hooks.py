"""What the catalogue adds to the back office, and what it takes away from Wagtail."""

from typing import Any

from django.db.models import BooleanField
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks
from wagtail.admin.compare import register_comparison_class
from wagtail.admin.menu import MenuItem
from wagtail.permissions import register_permission_policy
from wagtail.snippets.action_menu import ActionMenuItem
from wagtail.snippets.models import register_snippet

from leviers.accounts import rights
from leviers.catalogue import models, review
from leviers.catalogue.admin import viewsets, worklists
from leviers.catalogue.admin.desk import Desk
from leviers.catalogue.admin.listing import YesNoComparison
from leviers.catalogue.admin.menu import rename_items

KEPT = {
    "catalogue",
    "articles",
    "pieces",
    "a-verifier",
    "propositions",
    "signalements",
    "moderation",
    "actes-a-relire",
    "enquetes",
    "etude",
    "settings",
}

register_permission_policy(models.Levier, viewsets.FixedListPolicy(models.Levier))
register_snippet(viewsets.CatalogueGroup)
register_comparison_class(BooleanField, comparison_class=YesNoComparison)


@hooks.register("register_admin_urls")
def list_addresses() -> list[URLPattern]:
    """Addresses of the worklists."""
    return [
        path("a-verifier/", worklists.StaleView.as_view(), name="gestion-a-verifier"),
        path("a-verifier/<slug:pk>/verifiee/", worklists.VerifiedView.as_view(), name="gestion-verifiee"),
        path("propositions/", worklists.PropositionsView.as_view(), name="gestion-propositions"),
        path("propositions/<int:pk>/", worklists.PropositionView.as_view(), name="gestion-proposition"),
        path("signalements/", worklists.SignalementsView.as_view(), name="gestion-signalements"),
        path("signalements/<int:pk>/", worklists.SignalementView.as_view(), name="gestion-signalement"),
    ]


class WorklistMenuItem(MenuItem):
    """A worklist in the menu, for those who may work on it."""

    permission = ""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether this person may open the list."""
        return request.user.has_perm(self.permission)


class ModerationMenuItem(MenuItem):
    """The desk of moderation, for those whom it lets in."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether this person reviews."""
        return rights.is_relecteur(request.user)


def _item(label: str, name: str, icon: str, order: int, permission: str) -> MenuItem:
    item = WorklistMenuItem(label, reverse(f"gestion-{name}"), name=name, icon_name=icon, order=order)
    item.permission = permission
    return item


@hooks.register("register_admin_menu_item")
def add_stale() -> MenuItem:
    """« À vérifier »."""
    return _item("À vérifier", "a-verifier", "time", 200, "catalogue.change_demarche")


@hooks.register("register_admin_menu_item")
def add_propositions() -> MenuItem:
    """« Propositions »."""
    return _item("Propositions", "propositions", "download", 300, "catalogue.view_proposition")


@hooks.register("register_admin_menu_item")
def add_signalements() -> MenuItem:
    """« Signalements »."""
    return _item("Signalements", "signalements", "comment", 400, "catalogue.view_signalement")


@hooks.register("register_admin_menu_item")
def add_moderation() -> MenuItem:
    """« Modération »: the desk of all that readers write, which is a page of the public site."""
    return ModerationMenuItem(
        "Modération", reverse("moderation"), name="moderation", icon_name="comment", order=450
    )


@hooks.register("register_admin_menu_item")
def add_review_desk() -> MenuItem:
    """« Actes à relire »: the review desk, which is a page of the public site."""
    item = WorklistMenuItem(
        "Actes à relire", reverse("relecture"), name="actes-a-relire", icon_name="glasses", order=500
    )
    item.permission = "evidence.add_decision"
    return item


@hooks.register("register_admin_menu_item")
def add_surveys() -> MenuItem:
    """« Enquêtes »: the pages of the team that runs surveys, on the public site."""
    item = WorklistMenuItem(
        "Enquêtes", reverse("enquetes-gestion"), name="enquetes", icon_name="form", order=600
    )
    item.permission = "survey.view_campagne"
    return item


@hooks.register("register_admin_menu_item")
def add_study() -> MenuItem:
    """« Étude »: the pages of the team that makes editions, on the public site."""
    item = WorklistMenuItem("Étude", reverse("etude-gestion"), name="etude", icon_name="doc-full", order=700)
    item.permission = "publication.view_fabrication"
    return item


@hooks.register("construct_main_menu")
def keep_useful_items(_request: HttpRequest, items: list[MenuItem]) -> None:
    """No page, image, document, report or help of Wagtail: nobody uses them here."""
    items[:] = [item for item in items if item.name in KEPT]


@hooks.register("construct_homepage_panels")
def show_desk(request: HttpRequest, panels: list[Any]) -> None:
    """One panel: what awaits this person."""
    panels[:] = [Desk(request.user)]


@hooks.register("construct_snippet_action_menu")
def rename_actions(items: list[ActionMenuItem], _request: HttpRequest, _context: dict[str, Any]) -> None:
    """Our words for the actions of the editor."""
    rename_items(items)


@hooks.register("insert_global_admin_css")
def add_style() -> SafeString:
    """Our colours, and our few components."""
    return format_html('<link rel="stylesheet" href="{}">', static("catalogue/gestion.css"))


@hooks.register("insert_global_admin_js")
def add_behaviours() -> SafeString:
    """What Wagtail starts by scripts written in place, which our content policy forbids."""
    return format_html('<script src="{}"></script>', static("catalogue/gestion.js"))


@hooks.register("register_log_actions")
def name_verification(actions: Any) -> None:
    """A verification in the history."""
    actions.register_action(review.VERIFICATION, "Vérification", "Vérifiée : texte et sources relus")
