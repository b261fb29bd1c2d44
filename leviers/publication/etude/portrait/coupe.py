"""Words of a record cut to what a sheet holds, always between two words, and said to be cut."""

from leviers.publication.etude.texte import Cite, Mot, Texte

COMMUNS = ("Base", "Données", "Emplois", "Part", "Périmètre", "Présents", "Rôle", "Soutenue", "Soutenu")
"""First words of labels and precisions that lose their capital inside a sentence; others may be names."""
_MARKS = " ,;:.\u202f\u00a0"


def lower(text: str) -> str:
    """The text as it reads inside a sentence: « part de l’ESS », but « Lyon comprise »."""
    return text[:1].lower() + text[1:] if text.split(" ", 1)[0] in COMMUNS else text


def quote(text: str, de: str, *, most: int) -> Texte:
    """The text whole, or its first words and « … »; what is quoted stands as it is in the record."""
    text = text.strip()
    if len(text) <= most:
        return (Cite(text, de),)
    kept = text[:most]
    return (Cite((kept.rsplit(" ", 1)[0] if " " in kept else kept).rstrip(_MARKS), de), Mot("…"))
