"""Structured lists inside the sheet of a levier, as editors write them."""

from wagtail import blocks

from leviers.catalogue.models import choices


def _text(label: str, *, required: bool = True) -> blocks.TextBlock:
    return blocks.TextBlock(label=label, required=required, rows=2)


def _line(label: str, *, required: bool = True) -> blocks.CharBlock:
    return blocks.CharBlock(label=label, required=required, max_length=300)


BASE_JURIDIQUE = [
    (
        "texte",
        blocks.StructBlock(
            [
                ("reference", _line("Référence")),
                ("objet", _text("Objet")),
                ("verifie", blocks.BooleanBlock(label="Texte lu dans la page indiquée", required=False)),
                ("url", blocks.URLBlock(label="Adresse", required=False)),
                ("precision", _text("Précision", required=False)),
            ],
            label="Texte",
        ),
    )
]
ETAPES = [
    ("etape", blocks.StructBlock([("titre", _line("Titre")), ("texte", _text("Texte"))], label="Étape"))
]
COMBINAISONS = [
    (
        "levier",
        blocks.StructBlock(
            [
                ("code", blocks.ChoiceBlock(label="Levier", choices=choices.list_leviers)),
                ("pourquoi", _text("Pourquoi")),
            ],
            label="Levier",
        ),
    )
]
DEMARCHES = [
    (
        "demarche",
        blocks.StructBlock(
            [("id", _line("Identifiant de la démarche")), ("a_regarder", _text("À regarder"))],
            label="Démarche",
        ),
    )
]
LIENS = [
    (
        "lien",
        blocks.StructBlock(
            [("titre", _line("Titre")), ("url", blocks.URLBlock(label="Adresse"))], label="Lien"
        ),
    )
]
