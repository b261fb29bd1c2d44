"""Words of a record cut to what a sheet holds, always between two words, and said to be cut."""

from leviers.publication.etude.texte import Cite, Mot, Texte

_MARKS = " ,;:.\u202f\u00a0"


def quote(text: str, de: str, *, most: int) -> Texte:
    """The text whole, or its first words and « … »; what is quoted stands as it is in the record."""
    text = text.strip()
    if len(text) <= most:
        return (Cite(text, de),)
    kept = text[:most]
    return (Cite((kept.rsplit(" ", 1)[0] if " " in kept else kept).rstrip(_MARKS), de), Mot("…"))
