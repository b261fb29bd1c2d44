"""A followed search is told what it did not find before: counted by hand on a catalogue of three."""

from datetime import timedelta
from urllib.parse import urlencode
from xml.etree import ElementTree

import pytest
from django.utils import timezone

from leviers.participation.models import RechercheSuivie, Trouvaille
from leviers.participation.suivis import recherches

ATOM = "{http://www.w3.org/2005/Atom}"
SPASER = "/demarches/?levier=spaser"


@pytest.fixture
def followed(mini):
    """The démarches of one levier, followed since one of them exists."""
    mini.demarche("un")
    recherches.begin(SPASER, timezone.now())
    return mini


def later(minutes):
    return timezone.now() + timedelta(minutes=minutes)


def test_only_what_was_not_there_is_found(followed):
    assert recherches.read_again(later(1)) == 0
    followed.demarche("deux")
    followed.demarche("ailleurs", leviers="fonds-dedie-ess")
    assert recherches.read_again(later(2)) == 1
    find = Trouvaille.objects.get()
    assert (find.nb, find.premiers) == (
        1,
        [["Démarche deux", "Nantes Métropole", "/demarches/nantes-deux/"]],
    )
    assert recherches.read_again(later(3)) == 0


def test_a_find_becomes_one_event_that_names_its_results(followed):
    followed.demarche("deux")
    recherches.read_again(later(2))
    (event,) = recherches.list_finds(later(0), later(3))
    said = event.pourquoi.replace("\xa0", " ")
    assert (event.quoi.replace("\xa0", " "), said) == (
        "1 nouveau résultat",
        "« Démarche deux », Nantes Métropole",
    )
    assert event.sujets == {("recherche", SPASER)}


def test_what_goes_and_comes_back_is_told_again_and_what_stays_is_not(followed):
    RechercheSuivie.objects.update(vus=[], etat="autre")
    recherches.read_again(later(1))
    assert Trouvaille.objects.get().nb == 1


def test_a_crash_between_finds_and_marks_tells_once(followed, monkeypatch):
    followed.demarche("deux")

    def crash(**_given):
        raise KeyboardInterrupt

    with monkeypatch.context() as broken:
        broken.setattr(Trouvaille.objects, "create", crash)
        with pytest.raises(KeyboardInterrupt):
            recherches.read_again(later(1))
    assert recherches.read_again(later(2)) == 1
    assert Trouvaille.objects.count() == 1


def test_the_feed_of_a_search_is_well_formed_and_names_each_result_once(followed, client):
    followed.demarche("deux", titre="Un <b> & « deux »")
    answer = client.get("/suivre/flux.atom?" + urlencode({"sujet": "recherche", "id": SPASER}))
    assert answer.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    feed = ElementTree.fromstring(answer.content)
    titles = [entry.findtext(f"{ATOM}title") for entry in feed.iter(f"{ATOM}entry")]
    assert sorted(titles) == ["Démarche un", "Un <b> & « deux »"]
    ids = [entry.findtext(f"{ATOM}id") for entry in feed.iter(f"{ATOM}entry")]
    assert len(set(ids)) == 2
    again = client.get(answer.request["PATH_INFO"] + "?" + answer.request["QUERY_STRING"],
                       headers={"If-None-Match": answer.headers["ETag"]})  # fmt: skip
    assert again.status_code == 304
