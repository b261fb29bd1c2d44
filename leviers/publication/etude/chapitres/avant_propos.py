"""« Avant-propos »: what the networks wrote, word for word; no page when they wrote nothing."""

from leviers.publication.etude.blocs import Chapitre, Paragraphe
from leviers.publication.etude.contexte import Contexte
from leviers.publication.etude.texte import Cite, as_texte

PLACE = "avant-propos"


def write(contexte: Contexte) -> list[Chapitre]:
    """One page a text, in the order in which they were given."""
    rediges = [one for one in contexte.rediges if one.place == PLACE and any(one.corps)]
    if not rediges:
        return []
    page = contexte.chapitre(PLACE, "Avant-propos", est_numerote=False)
    for rang, one in enumerate(rediges, 1):
        kind = f"redige:{PLACE}.{rang}"
        if one.titre:
            page.titre("{titre}", ancre=f"{PLACE}-{rang}", titre=Cite(one.titre, f"{kind}:titre"))
        for place, words in enumerate(one.corps):
            page.ajouter(Paragraphe(as_texte(Cite(words, f"{kind}:corps.{place}"))))
        if one.signature:
            page.ajouter(Paragraphe(as_texte(Cite(one.signature, f"{kind}:signature")), style="petit"))
    return [page.fermer()]
