"""Readings: once per reader and day, robots left out, nothing kept of who read."""

import hashlib
from datetime import timedelta

import pytest
from django.utils import timezone

from leviers.participation.articles import effacer, lectures
from leviers.participation.models import Lecture, Sel
from tests.participation.conftest import write_article

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


@pytest.fixture
def article(db):
    """An article for all."""
    return write_article("Lu")


def read_it(client, **headers):
    """Ask for the picture at the end of the article, as a browser does."""
    given = {"user-agent": FIREFOX, "sec-fetch-site": "same-origin", **headers}
    assert client.get("/articles/lu/lu.gif", headers=given).status_code == 200


def test_the_same_reader_counts_once_a_day_and_once_more_the_next(client, article, monkeypatch):
    read_it(client)
    read_it(client)
    assert lectures.read_nb(article.pk) == 1
    assert "1\xa0lecture" in client.get("/articles/lu/").content.decode()
    tomorrow = timezone.localdate() + timedelta(days=1)
    monkeypatch.setattr(timezone, "localdate", lambda *_: tomorrow)
    read_it(client)
    assert lectures.read_nb(article.pk) == 2
    assert [one.jour for one in Lecture.objects.all()] == [tomorrow]  # the day before is erased
    assert [one.jour for one in Sel.objects.all()] == [tomorrow]


def test_two_browsers_are_two_readers(client, article):
    read_it(client)
    read_it(client, **{"user-agent": FIREFOX.replace("Linux", "Windows")})
    assert lectures.read_nb(article.pk) == 2


@pytest.mark.parametrize(
    "headers",
    [
        {"user-agent": "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"},
        {"user-agent": ""},
        {"user-agent": "curl/8.5"},
        {"sec-purpose": "prefetch;prerender"},
        {"sec-fetch-site": "cross-site"},
    ],
)
def test_robots_prefetch_and_other_sites_are_left_out(client, article, headers):
    read_it(client, **headers)
    assert lectures.read_nb(article.pk) == 0


def test_asking_for_the_page_or_its_head_counts_nothing_and_sets_no_cookie(client, article):
    answer = client.get("/articles/lu/", headers={"user-agent": FIREFOX})
    client.head("/articles/lu/lu.gif", headers={"user-agent": FIREFOX})
    read = client.get("/articles/lu/lu.gif", headers={"user-agent": FIREFOX})
    assert not answer.cookies
    assert not read.cookies
    assert lectures.read_nb(article.pk) == 1


def test_nothing_kept_says_who_read(client, article):
    read_it(client)
    kept = Lecture.objects.get().empreinte
    for guess in (f"{article.pk}\0127.0.0.1\0{FIREFOX}", f"127.0.0.1{FIREFOX}", "127.0.0.1"):
        assert kept != hashlib.blake2b(guess.encode(), digest_size=32).hexdigest()
    effacer.purge(timezone.now() + timedelta(days=1))
    assert not Lecture.objects.exists()
    assert not Sel.objects.exists()
    assert lectures.read_nb(article.pk) == 1
