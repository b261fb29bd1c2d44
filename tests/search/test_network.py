"""Open annonces and networks are found; what was taken back, and people, never are."""

import pytest
from django.utils import timezone

from leviers.accounts import membres
from leviers.accounts.models import Role
from leviers.directory.annonces import effacer, moderation, redaction, tournee
from leviers.directory.fiches import annuaire, reseaux
from leviers.directory.models import Annonce, Reseau
from leviers.search import network
from leviers.search.everything import name_state, search_everything
from tests.directory.annonces.conftest import andrea, lea, make_annonce, make_person, make_saisie

__all__ = ["andrea", "lea"]
pytestmark = pytest.mark.usefixtures("catalogue")


def find(words: str, genre: str) -> list[str]:
    """Titles of one genre that a search finds."""
    hits = [hit for one in search_everything(words).groups if one.genre == genre for hit in one.hits]
    return ["".join(text for text, _ in hit.titre) for hit in hits]


def open_one(lea, andrea, **given) -> Annonce:
    """An annonce that the team showed."""
    one = make_annonce(lea, is_open=False, **given)
    moderation.decide([f"annonce-{one.pk}"], "montrer", by=andrea)
    one.refresh_from_db()
    return one


def test_an_annonce_is_found_once_it_is_shown_by_its_words_and_by_its_levier(lea, andrea):
    one = make_annonce(lea, is_open=False, titre="Qui loue des vélociraptors ?")
    assert find("vélociraptors", "annonce") == []
    moderation.decide([f"annonce-{one.pk}"], "montrer", by=andrea)
    assert find("velociraptor", "annonce") == ["Qui loue des vélociraptors ?"]
    assert find("vélociraptors metropole:nantes levier:spaser", "annonce") == ["Qui loue des vélociraptors ?"]
    assert find("vélociraptors metropole:lyon", "annonce") == []
    assert find("vélociraptors genre:annonce", "annonce") == ["Qui loue des vélociraptors ?"]


@pytest.mark.parametrize("how", ["trouvee", "retiree", "masquer", "terme", "depart", "modifiee"])
def test_an_annonce_that_is_over_is_not_found_any_more(lea, andrea, how):
    one = open_one(lea, andrea, titre="Qui loue des vélociraptors ?")
    assert find("vélociraptors", "annonce")
    if how in ("trouvee", "retiree"):
        redaction.close(one, how, by=lea)
    elif how == "masquer":
        redaction.report("annonce", one.pk, "Publicité.")
        moderation.decide([f"abus_annonce-{one.pk}"], "masquer", by=andrea, motif="Publicité.")
    elif how == "terme":
        Annonce.objects.update(expire_le=timezone.localdate().replace(year=2020))
        tournee.write_due(timezone.now(), lambda *_given: ())
    elif how == "depart":
        effacer.erase(lea)
    else:
        redaction.edit(one, make_saisie(titre="Autre chose, voyez www.exemple.invalid"), by=lea)
    assert find("vélociraptors", "annonce") == []


def test_a_network_is_found_by_its_name_its_description_and_where_it_acts(andrea):
    rtes = Reseau.objects.get(slug="rtes")
    assert find("rtes", "reseau") == ["RTES"]
    page = reseaux.Page("RTES", "Il élève des vélociraptors.", "", ("244400404",))
    reseaux.edit(rtes, page, by=andrea, depuis="")
    assert find("vélociraptors", "reseau") == ["RTES"]
    assert find("RTES metropole:nantes", "reseau") == ["RTES"]
    assert find("RTES metropole:lyon", "reseau") == []


def test_people_are_never_found_whether_they_are_listed_or_withdrew(db):
    zelie = make_person("zelie", Role.Genre.REFERENT, "244400404")
    zelie.first_name, zelie.last_name = "Zélie", "Quintefeuille"
    zelie.save()
    profil = membres.read_profil(zelie)
    profil.fonction, profil.visibles = "Chargée de quintefeuilles", ["nom", "fonction"]
    profil.save()
    annuaire.enlist(zelie)
    for _ in ("listed", "withdrawn"):
        assert not any(group.nb for group in search_everything("quintefeuille").groups)
        annuaire.withdraw(zelie)


def test_a_followed_search_is_read_again_when_the_network_moves_and_only_then(lea, andrea):
    before = name_state()
    annuaire.enlist(make_person("paul", Role.Genre.REFERENT, "244400404"))  # moves readers, not the search
    assert name_state() == before
    open_one(lea, andrea)
    assert name_state() != before


def test_the_index_is_made_again_only_when_its_words_change(lea, andrea):
    open_one(lea, andrea)
    index = network.current().index
    annuaire.enlist(lea)
    assert network.current().index is index


def test_a_search_asks_one_query_of_the_network_when_nothing_moved(lea, django_assert_num_queries):
    search_everything("nantes")
    with django_assert_num_queries(2):  # the version of the catalogue, then the counter of the network
        search_everything("rennes")
