"""Forms of the back office; what a text needs to be published is checked by the text itself."""

from typing import Any

from wagtail.admin.forms.models import WagtailAdminModelForm


class DemarcheForm(WagtailAdminModelForm):
    """A démarche that may still be incomplete: a draft only needs a métropole and a title."""

    def clean(self) -> dict[str, Any]:
        """Refuse an end before the beginning."""
        cleaned: dict[str, Any] = super().clean()
        start, end = cleaned.get("annee_debut"), cleaned.get("annee_fin")
        if start and end and end < start:
            self.add_error("annee_fin", "L’année de fin précède l’année de début.")
        return cleaned


class RepereForm(WagtailAdminModelForm):
    """A repère; what it counts never changes once it exists, since its identifier says it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields["cle"].disabled = True
            self.fields["territoire_siren"].disabled = True
