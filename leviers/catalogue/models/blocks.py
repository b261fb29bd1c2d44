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
                ("reference", _line("référence")),
                ("objet", _text("objet")),
                ("verifie", blocks.BooleanBlock(label="texte lu dans la page indiquée", required=False)),
                ("url", blocks.URLBlock(label="adresse", required=False)),
                ("precision", _text("précision", required=False)),
            ],
            label="texte",
        ),
    )
]
ETAPES = [
    ("etape", blocks.StructBlock([("titre", _line("titre")), ("texte", _text("texte"))], label="étape"))
]
COMBINAISONS = [
    (
        "levier",
        blocks.StructBlock(
            [
                ("code", blocks.ChoiceBlock(label="levier", choices=choices.list_leviers)),
                ("pourquoi", _text("pourquoi")),
            ],
            label="levier",
        ),
    )
]
DEMARCHES = [
    (
        "demarche",
        blocks.StructBlock(
            [("id", _line("identifiant de la démarche")), ("a_regarder", _text("à regarder"))],
            label="démarche",
        ),
    )
]
LIENS = [
    (
        "lien",
        blocks.StructBlock(
            [("titre", _line("titre")), ("url", blocks.URLBlock(label="adresse"))], label="lien"
        ),
    )
]
