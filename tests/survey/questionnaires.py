"""A small questionnaire of two sections, written as a text table."""

ESSAI = """
| survey | | | | | |
| | type | name | label::Français (fr) | relevant | required |
| | begin group | gouvernance | Gouvernance | | |
| | select_one oui_non | A01 | Une personne élue est-elle déléguée à l’ESS ? | | yes |
| | text | A02 | Son titre | ${A01} = 'oui' | |
| | note | avis | Merci. | | |
| | end group | | | | |
| | begin group | moyens | Moyens | | |
| | decimal | B01 | Budget de l’année, en euros | | |
| | integer | B02 | Agents | | |
| | end group | | | | |
| choices | | | |
| | list_name | name | label::Français (fr) |
| | oui_non | oui | Oui |
| | oui_non | non | Non |
| settings | | | |
| | form_title | form_id | default_language |
| | Enquête d’essai | essai | Français (fr) |
"""


def write_essai(*replaced: tuple[str, str]) -> bytes:
    """The same, some words replaced."""
    text = ESSAI
    for old, new in replaced:
        text = text.replace(old, new)
    return text.encode()
