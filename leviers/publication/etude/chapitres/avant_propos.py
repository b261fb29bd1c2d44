"""« Avant-propos »: what the networks wrote, word for word; no page when they wrote nothing."""

from leviers.publication.etude.blocs import Chapitre
from leviers.publication.etude.contexte import Contexte
from leviers.publication.etude.redige import list_rediges, write_corps
from leviers.publication.etude.texte import Cite
from leviers.publication.models import AVANT_PROPOS


def write(contexte: Contexte) -> list[Chapitre]:
    """One page a text, in the order in which they were given."""
    rediges = list_rediges(contexte, AVANT_PROPOS)
    if not rediges:
        return []
    page = contexte.chapitre(AVANT_PROPOS, "Avant-propos", est_numerote=False)
    for rang, (de, one) in enumerate(rediges, 1):
        if one.titre:
            page.titre("{titre}", ancre=f"{AVANT_PROPOS}-{rang}", titre=Cite(one.titre, f"{de}:titre"))
        for paragraph in write_corps(de, one):
            page.ajouter(paragraph)
    return [page.fermer()]
