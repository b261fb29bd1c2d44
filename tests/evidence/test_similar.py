"""Démarches that resemble another one: the order worked out by hand."""

from leviers.catalogue import published
from leviers.evidence.similar import find_similar

SOURCES = [
    {"url": f"https://exemple.invalid/{n}", "titre": "Page", "editeur": "Orval", "date": ""} for n in range(3)
]


def similar(name: str, **options):
    demarches = published.current().demarches
    return find_similar(demarches[name], demarches.values(), **options)


def names(found):
    return [one.demarche.id for one in found]


def test_same_main_levier_first_then_its_use_then_shared_leviers(mini):
    mini.demarche("ici", "nantes", "spaser clause-sociale-insertion")
    mini.demarche("autre", "lyon", "clause-sociale-insertion")  # shares the second levier only
    mini.demarche("usage", "brest", "tiers-lieux spaser")  # uses the main levier, not as its main one
    mini.demarche("meme", "lille", "spaser")  # same main levier
    mini.demarche("double", "metz", "spaser clause-sociale-insertion")  # same main levier, two shared
    mini.demarche("rien", "nice", "tiers-lieux")  # nothing shared
    assert names(similar("nantes-ici")) == ["metz-double", "lille-meme", "brest-usage", "lyon-autre"]


def test_equals_are_parted_by_their_sources(mini):
    mini.demarche("ici", "nantes", "spaser")
    mini.demarche("moyenne", "lyon", "spaser", confiance="moyenne", sources=SOURCES)
    mini.demarche("une", "brest", "spaser")
    mini.demarche("trois", "lille", "spaser", sources=SOURCES)
    assert names(similar("nantes-ici")) == ["lille-trois", "brest-une", "lyon-moyenne"]


def test_each_metropole_gives_one_and_its_own_none(mini):
    mini.demarche("ici", "nantes", "spaser")
    mini.demarche("voisine", "nantes", "spaser")
    mini.demarche("une", "lyon", "spaser", sources=SOURCES)
    mini.demarche("deux", "lyon", "spaser")
    assert names(similar("nantes-ici")) == ["lyon-une"]


def test_the_leviers_in_common_are_told(mini):
    mini.demarche("ici", "nantes", "spaser clause-sociale-insertion")
    mini.demarche("la", "lyon", "tiers-lieux clause-sociale-insertion spaser")
    found = similar("nantes-ici")[0]
    assert {levier.code for levier in found.communs} == {"spaser", "clause-sociale-insertion"}
    assert not found.est_meme_principal


def test_the_limit_is_kept_and_nothing_shared_gives_nothing(mini):
    for slug in ("nantes", "lyon", "brest", "lille"):
        mini.demarche("x", slug, "spaser")
    mini.demarche("seul", "metz", "tiers-lieux")
    assert len(similar("nantes-x", limit=2)) == 2
    assert similar("metz-seul") == []
