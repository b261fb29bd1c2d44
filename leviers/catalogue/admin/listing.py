"""Lists of the back office: columns, filters, and a search that reads names as well as codes."""

from functools import cached_property, reduce
from operator import and_, or_
from typing import Any

import django_filters  # type: ignore[import-untyped]
from django.db.models import Q, QuerySet
from django.utils.formats import date_format
from wagtail.admin.compare import FieldComparison
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import BaseColumn, Column
from wagtail.snippets.views.snippets import IndexView

from leviers.catalogue import models, review
from leviers.catalogue.models import choices
from leviers.reference import territoires, typologie


class DayColumn(Column):
    """A date as people write it; a dash when there is none."""

    empty_value_display = "—"

    def get_value(self, instance: Any) -> str:
        """The day, in full figures."""
        day = super().get_value(instance)
        return date_format(day, "j F Y") if day else ""


class YesNoComparison(FieldComparison):
    """A box in the difference of two versions: « oui » or « non », not True or False."""

    def __init__(self, field: Any, obj_a: Any, obj_b: Any) -> None:
        super().__init__(field, obj_a, obj_b)
        self.val_a = "oui" if field.value_from_object(obj_a) else "non"
        self.val_b = "oui" if field.value_from_object(obj_b) else "non"


class YesNoColumn(Column):
    """A box: « oui » or « non », in words."""

    def get_value(self, instance: Any) -> str:
        """The word."""
        return "oui" if super().get_value(instance) else "non"


ETAT = Column("etape", label="État", accessor=lambda text: review.etat(text).libelle, sort_key="etape")
METROPOLE = Column(
    "territoire_siren",
    label="Métropole",
    accessor=lambda text: territoires.load_metropoles()[text.territoire_siren].nom_court,
    sort_key="territoire_siren",
)
VERIFIEE = DayColumn("verifiee_le", label="Dernière vérification", sort_key="verifiee_le")


class EditorialIndexView(IndexView):
    """A list whose every row says where its text stands."""

    add_item_label = "Ajouter"
    choice_fields: tuple[str, ...] = ()  # fields whose displayed name is searched too

    @cached_property
    def columns(self) -> list[BaseColumn]:
        """Without boxes to tick: nothing is done to many texts at once."""
        return [column for column in super().columns if column.name != "bulk_actions"]

    def get_base_queryset(self) -> "QuerySet[Any]":
        """Every text, with its step."""
        return review.with_etape(super().get_base_queryset())

    def search_queryset(self, queryset: "QuerySet[Any]") -> "QuerySet[Any]":
        """Texts where every word is found, in a field or in the displayed name of a code."""
        words = self.search_query.split()
        return queryset.filter(reduce(and_, map(self._match, words))) if words else queryset

    def _match(self, word: str) -> Q:
        fields = [Q(**{f"{name}__icontains": word}) for name in self.search_fields]
        for name in self.choice_fields:
            labels = self.model._meta.get_field(name).flatchoices
            codes = [code for code, label in labels if word.lower() in label.lower()]
            fields.append(Q(**{f"{name}__in": codes}))
        return reduce(or_, fields)


class EditorialFilterSet(WagtailFilterSet):
    """Filters that all lists have."""

    etape = django_filters.ChoiceFilter(
        label="État", choices=review.Etape.choices, method="filter_etape", empty_label="Tous"
    )

    def filter_etape(self, queryset: "QuerySet[Any]", _name: str, value: str) -> "QuerySet[Any]":
        """By step of the latest version; « publiée » keeps all that readers see."""
        return queryset.filter(live=True) if value == review.Etape.PUBLIEE else queryset.filter(etape=value)


class DemarcheFilterSet(EditorialFilterSet):
    """Filters of the démarches."""

    levier = django_filters.ChoiceFilter(
        field_name="leviers__levier", label="Levier", choices=choices.list_leviers, distinct=True
    )

    class Meta:
        model = models.Demarche
        fields = ("territoire_siren", "champ", "levier", "statut", "etape")


class LevierFilterSet(EditorialFilterSet):
    """Filters of the sheets of leviers."""

    champ = django_filters.ChoiceFilter(label="Champ", choices=choices.list_champs, method="filter_champ")

    class Meta:
        model = models.Levier
        fields = ("relu", "champ", "etape")

    def filter_champ(self, queryset: "QuerySet[Any]", _name: str, value: str) -> "QuerySet[Any]":
        """By champ of the typology."""
        codes = [levier.code for levier in typologie.load_leviers().values() if levier.champ.code == value]
        return queryset.filter(code__in=codes)


class RepereFilterSet(EditorialFilterSet):
    """Filters of the repères."""

    class Meta:
        model = models.Repere
        fields = ("territoire_siren", "genre", "etape")


class DemarcheIndexView(EditorialIndexView):
    """Démarches, found by words, by name of métropole or of champ."""

    add_item_label = "Ajouter une démarche"
    choice_fields = ("territoire_siren", "champ")


class LevierIndexView(EditorialIndexView):
    """Sheets of leviers, found by the name of the levier."""

    @cached_property
    def columns(self) -> list[BaseColumn]:
        """The first one shows names, not codes: its title says so."""
        columns = super().columns
        columns[0].label = "Levier"
        return columns

    choice_fields = ("code",)


class RepereIndexView(EditorialIndexView):
    """Repères, found by words or by name of métropole."""

    add_item_label = "Ajouter un repère"
    choice_fields = ("territoire_siren",)
