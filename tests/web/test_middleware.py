"""What every answer goes through: security headers, the reader's address, pages kept by version."""

import gzip

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from leviers.catalogue import models
from leviers.web import middleware
from leviers.web.answers import depends_on_catalogue


@pytest.mark.parametrize("address", ["/", "/matrice/", "/page-absente/", "/demarches.json"])
def test_every_answer_forbids_scripts_and_styles_in_place(client, catalogue, address):
    policy = client.get(address).headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


def test_a_reader_who_has_the_page_receives_304_until_the_catalogue_changes(client, catalogue):
    first = client.get("/leviers/")
    again = client.get("/leviers/", headers={"if-none-match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    models.Demarche.objects.get(pk="rouen-adhesion-rtes-2018").unpublish()
    changed = client.get("/leviers/", headers={"if-none-match": first.headers["ETag"]})
    assert changed.status_code == 200
    assert changed.headers["ETag"] != first.headers["ETag"]


def test_a_page_is_sent_compressed_with_its_length_and_an_etag_of_its_own(client, catalogue):
    plain = client.get("/leviers/")
    packed = client.get("/leviers/", headers={"accept-encoding": "gzip"})
    assert gzip.decompress(packed.content) == plain.content
    assert packed.headers["Content-Length"] == str(len(packed.content))
    assert packed.headers["Vary"] == plain.headers["Vary"] == "Accept-Encoding"
    assert packed.headers["ETag"] == f"W/{plain.headers['ETag']}"


def test_only_the_head_of_a_kept_page_is_sent_when_it_is_asked(client, catalogue):
    page = client.get("/leviers/")
    head = client.head("/leviers/")
    assert head.content == b""
    assert head.headers["Content-Length"] == str(len(page.content))


def test_two_addresses_never_share_a_kept_page(client, catalogue):
    assert client.get("/demarches/?levier=spaser").content != client.get("/demarches/?levier=ptce").content


@pytest.fixture
def kept_pages():
    """The middleware around a page of 1,000 bytes that counts how often it is made."""
    made = []

    @depends_on_catalogue
    def view(request):
        made.append(request.get_full_path())
        return HttpResponse(b"x" * 1000)

    keeper = middleware.PublishedPages(view)
    return keeper, made


def test_a_page_is_made_once_per_version(db, kept_pages):
    keeper, made = kept_pages
    request = RequestFactory().get("/matrice/")
    assert keeper(request).content == keeper(request).content
    assert made == ["/matrice/"]
    models.Etat.bump()
    keeper(request)
    assert made == ["/matrice/", "/matrice/"]


def test_kept_pages_never_weigh_more_than_their_budget(db, kept_pages):
    keeper, made = kept_pages
    keeper.budget = 3000  # three pages of 1,000 bytes
    for number in (1, 2, 3, 4, 4, 1):
        keeper(RequestFactory().get(f"/demarches/?page={number}"))
    pages = [path.removeprefix("/demarches/?page=") for path in made]
    assert pages == [
        "1",
        "2",
        "3",
        "4",
        "1",
    ]  # the first one left when the fourth came; the fourth was still there


def _seen_address(settings, *, https):
    settings.IS_HTTPS = https
    seen = []
    door = middleware.ReaderAddress(
        lambda request: seen.append(request.META["REMOTE_ADDR"]) or HttpResponse()
    )
    forged = {"x-forwarded-for": "203.0.113.9, 198.51.100.7"}
    door(RequestFactory().get("/", headers=forged, REMOTE_ADDR="127.0.0.1"))
    return seen[0]


def test_behind_a_proxy_the_reader_is_the_one_the_proxy_saw(settings):
    assert _seen_address(settings, https=True) == "198.51.100.7"


def test_without_a_proxy_a_forged_address_is_not_believed(settings):
    assert _seen_address(settings, https=False) == "127.0.0.1"


class Flow:
    """Two hundred megabytes that nobody keeps; how many were let go by."""

    def __init__(self):
        self.read_bytes = 0

    def read(self, size=-1):
        assert 0 < size <= 1 << 16
        self.read_bytes += size
        return b"0" * size

    readline = read


@pytest.mark.parametrize(("length", "nb_read"), [(200_000_000, 200_000_000), (10**12, 0)])
def test_what_is_far_too_heavy_is_refused_in_french_and_never_kept(client, catalogue, length, nb_read):
    flow = Flow()
    kind = "multipart/form-data; boundary=x"
    given = {"CONTENT_TYPE": kind, "CONTENT_LENGTH": str(length), "wsgi.input": flow}
    for address in ("/suivre/?sujet=levier&id=spaser", "/gestion/pieces/add/", "/commentaires/"):
        flow.read_bytes = 0
        answer = client.generic("POST", address, b"", **given)
        assert answer.status_code == 413
        assert "allégez le fichier" in answer.content.decode()
        assert flow.read_bytes == nb_read
