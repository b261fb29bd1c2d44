"""The three kinds of texts in the menu « Catalogue »."""

from functools import cached_property
from typing import Any

from wagtail.admin.ui.tables import Column
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from leviers.catalogue import models
from leviers.catalogue.admin import listing, panels, views
from leviers.reference import typologie


class FixedListPolicy(ModelPermissionPolicy):
    """The 50 leviers are those of the typology: nobody adds or deletes one."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        """As usual, but for adding and deleting."""
        return action not in ("add", "delete") and super().user_has_permission(user, action)

    def user_has_any_permission(self, user: Any, actions: Any) -> bool:
        """Whether at least one of these actions is allowed."""
        return any(self.user_has_permission(user, action) for action in actions)


class EditorialViewSet(SnippetViewSet):
    """What the three kinds share."""

    add_view_class = views.EditorialCreateView
    edit_view_class = views.EditorialEditView
    workflow_action_view_class = views.DecisionView
    revisions_compare_view_class = views.CompareView
    unpublish_view_class = views.WithdrawView
    copy_view_enabled = False
    search_backend_name = None
    list_per_page = 50

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        """Without « utilisé 0 fois »: nothing embeds our texts."""
        return super().get_common_view_kwargs(**kwargs, usage_url_name=None)

    @cached_property
    def url_prefix(self) -> str:
        """Addresses in French: /gestion/demarches/…"""
        return f"{self.model_name}s"


class DemarcheViewSet(EditorialViewSet):
    """Démarches."""

    model = models.Demarche
    icon = "form"
    edit_handler = panels.DEMARCHE
    index_view_class = listing.DemarcheIndexView
    add_view_class = views.DemarcheCreateView
    edit_view_class = views.DemarcheEditView
    filterset_class = listing.DemarcheFilterSet
    list_display = ("titre", listing.METROPOLE, "champ", listing.ETAT, listing.VERIFIEE)
    search_fields = ("titre", "description", "partenaires", "id")


class LevierViewSet(EditorialViewSet):
    """Sheets of leviers."""

    model = models.Levier
    icon = "cogs"
    edit_handler = panels.LEVIER
    index_view_class = listing.LevierIndexView
    edit_view_class = views.LevierEditView
    filterset_class = listing.LevierFilterSet
    ordering = "code"
    list_display = (
        "code",
        Column("champ", accessor=lambda sheet: typologie.load_leviers()[sheet.code].champ.nom),
        listing.ETAT,
        listing.YesNoColumn("relu", label="Fiche relue", sort_key="relu"),
        listing.DayColumn("relu_le", label="Relue le", sort_key="relu_le"),
    )
    search_fields = ("definition", "en_bref", "code")


class RepereViewSet(EditorialViewSet):
    """Repères."""

    model = models.Repere
    icon = "pick"
    edit_handler = panels.REPERE
    index_view_class = listing.RepereIndexView
    add_view_class = views.RepereCreateView
    filterset_class = listing.RepereFilterSet
    list_display = ("libelle", listing.METROPOLE, "valeur", "unite", "annee", listing.ETAT)
    search_fields = ("libelle", "valeur", "cle", "source_titre", "id")


class CatalogueGroup(SnippetViewSetGroup):
    """The menu « Catalogue »."""

    items = (DemarcheViewSet, LevierViewSet, RepereViewSet)
    menu_label = "Catalogue"
    menu_icon = "folder-open-inverse"
    menu_order = 100
