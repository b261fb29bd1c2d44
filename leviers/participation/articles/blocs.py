"""What the body of an article is made of, as writers compose it. Nothing here is drawn: the page does it."""

import re
from functools import cache
from typing import Any

from django.core.exceptions import ValidationError
from wagtail import blocks
from wagtail.snippets.blocks import SnippetChooserBlock

from leviers.catalogue.models import choices
from leviers.orval.world import TERRITOIRE
from leviers.participation.articles.assainir import is_safe_link
from leviers.reference import territoires
from leviers.warehouse.indicateurs import LIENS, load_indicateurs

RICH = ["bold", "italic", "link", "ol", "ul"]
_CLE = re.compile(r"[a-z0-9-]+(/[a-z0-9-]+){0,3}")
_IDENT = re.compile(r"[a-z0-9-]+")


def _list_indicateurs() -> list[tuple[str, str]]:
    return sorted(((one.code, one.titre) for one in load_indicateurs().values()), key=lambda pair: pair[1])


@cache
def list_places() -> list[tuple[str, str]]:
    """The 22 métropoles by the word of their address, then the invented territoire."""
    real = [(one.slug, one.nom) for one in territoires.load_metropoles().values()]
    return [*real, (TERRITOIRE.slug, f"{TERRITOIRE.nom} (données inventées)")]


class PathBlock(blocks.CharBlock):
    """A thing of the observatory, given by its key or by the address of its page; its key alone is kept."""

    def __init__(self, *, folder: str, shape: re.Pattern[str], **kwargs: Any) -> None:
        self.folder, self.shape = folder, shape
        super().__init__(**{"max_length": 300, **kwargs})

    def clean(self, value: str) -> str:
        """Keep what follows /graphiques/ or /demarches/ in an address."""
        text = (super().clean(value) or "").strip()
        found = text.split("?")[0].split("#")[0].rpartition(f"/{self.folder}/")[2].strip("/ ")
        if not self.shape.fullmatch(found):
            raise ValidationError(f"Collez l’adresse d’une page de /{self.folder}/.")
        return found

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        """For migrations: nothing but the kind of text."""
        return "wagtail.blocks.CharBlock", [], {"label": self.label, "max_length": 300}


class LinkBlock(blocks.URLBlock):
    """A page of the web, http or https."""

    def clean(self, value: str) -> str:
        """Refuse what is no page."""
        kept: str = super().clean(value)
        if kept and not (is_safe_link(kept) and kept.startswith(("http://", "https://"))):
            raise ValidationError("Donnez une adresse en https://.")
        return kept

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        """For migrations: an address like another."""
        return "wagtail.blocks.URLBlock", [], {"label": self.label, "required": self.required}


def _line(label: str, *, required: bool = True, longest: int = 200, help_text: str = "") -> blocks.CharBlock:
    return blocks.CharBlock(label=label, required=required, max_length=longest, help_text=help_text)


_ALTERNATIVE = "Ce que montre l’image, pour qui ne la voit pas."

CORPS = [
    ("intertitre", _line("Intertitre")),
    ("sous_titre", _line("Sous-titre")),
    ("texte", blocks.RichTextBlock(label="Texte", features=RICH)),
    (
        "citation",
        blocks.StructBlock(
            [
                ("texte", blocks.TextBlock(label="Citation", rows=3, max_length=1200)),
                ("qui", _line("De qui", required=False)),
                ("url", LinkBlock(label="Source", required=False)),
            ],
            label="Citation",
            icon="openquote",
        ),
    ),
    (
        "figure",
        blocks.StructBlock(
            [
                ("indicateur", blocks.ChoiceBlock(label="Indicateur", choices=_list_indicateurs)),
                ("territoire", blocks.ChoiceBlock(label="Métropole", choices=list_places)),
                (
                    "lien",
                    blocks.ChoiceBlock(label="De qui", choices=list(LIENS.items()), default="metropole"),
                ),
                (
                    "annee",
                    blocks.IntegerBlock(
                        label="Année",
                        required=False,
                        min_value=1990,
                        max_value=2100,
                        help_text="Vide : la plus récente, qui suivra les nouvelles données.",
                    ),
                ),
            ],
            label="Figure vivante",
            icon="pick",
        ),
    ),
    (
        "graphique",
        PathBlock(
            folder="graphiques",
            shape=_CLE,
            label="Graphique vivant",
            icon="view",
            help_text="Collez l’adresse d’une page de graphique de l’observatoire.",
        ),
    ),
    (
        "demarche",
        PathBlock(
            folder="demarches",
            shape=_IDENT,
            label="Démarche",
            icon="form",
            help_text="Collez l’adresse de la page de la démarche.",
        ),
    ),
    ("levier", blocks.ChoiceBlock(label="Levier", choices=choices.list_leviers, icon="cogs")),
    (
        "image",
        blocks.StructBlock(
            [
                ("piece", SnippetChooserBlock("participation.Piece", label="Image")),
                ("alternative", _line("Texte de remplacement", longest=300, help_text=_ALTERNATIVE)),
                ("legende", _line("Légende et crédit", required=False, longest=300)),
            ],
            label="Image",
            icon="image",
        ),
    ),
    (
        "fichier",
        blocks.StructBlock(
            [("piece", SnippetChooserBlock("participation.Piece", label="Fichier"))],
            label="Fichier",
            icon="doc-full",
        ),
    ),
    (
        "video",
        blocks.StructBlock(
            [("titre", _line("Titre de la vidéo")), ("url", LinkBlock(label="Adresse"))],
            label="Vidéo, en lien",
            icon="media",
        ),
    ),
]
