"""One address to one file, on a real server that cuts, makes wait, refuses."""

import gzip
import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from time import monotonic

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from leviers.errors import NotReady, SourceUnavailable
from leviers.sources import download as module
from leviers.sources.download import Downloader, Patience, Validators, open_client, read_retry_after
from tests.sources.server import DATE, ETAG, Handler, Site, cut_after, refuse, serve

QUICK = Patience(essais=4, attente=0.01, attente_max=0.02, retry_after_max=5)
BODY = b"0123456789" * 100_000  # 1,000,000 bytes


@pytest.fixture
def site() -> Iterator[Site]:
    with serve() as site:
        yield site


@pytest.fixture
def downloader() -> Iterator[Downloader]:
    with open_client() as client:
        yield Downloader(client, QUICK)


def test_it_works(site: Site, downloader: Downloader, tmp_path: Path) -> None:
    target = tmp_path / "a.csv"
    found = downloader.download(site.put("/a.csv", BODY), target)
    assert target.read_bytes() == BODY
    assert found == Validators(ETAG, DATE)
    assert site.asked[0]["Accept-Encoding"] == "identity"
    assert "Range" not in site.asked[0]


def test_progress_goes_up_to_the_announced_size(site: Site, tmp_path: Path) -> None:
    seen: list[tuple[str, int, int | None]] = []
    with open_client() as client:
        watcher = Downloader(client, QUICK, lambda *step: seen.append(step))
        watcher.download(site.put("/a.csv", BODY), tmp_path / "a.csv")
    assert seen[-1] == ("a.csv", 1_000_000, 1_000_000)
    assert [done for _, done, _ in seen] == sorted(done for _, done, _ in seen)


def test_what_has_not_changed_is_not_taken_again(site: Site, downloader: Downloader, tmp_path: Path) -> None:
    found = downloader.download(site.put("/a.csv", BODY), tmp_path / "a.csv", known=Validators(ETAG, DATE))
    assert found is None
    assert (site.asked[0]["If-None-Match"], site.asked[0]["If-Modified-Since"]) == (ETAG, DATE)
    assert list(tmp_path.iterdir()) == []


def test_a_cut_connection_is_taken_up_where_it_stopped(
    site: Site, downloader: Downloader, tmp_path: Path
) -> None:
    site.faults.append(cut_after(600_000))
    downloader.download(site.put("/a.csv", BODY), tmp_path / "a.csv")
    assert (tmp_path / "a.csv").read_bytes() == BODY
    assert (site.asked[1]["Range"], site.asked[1]["If-Range"]) == ("bytes=600000-", ETAG)


def test_the_next_run_takes_up_what_the_last_one_left(
    site: Site, downloader: Downloader, tmp_path: Path
) -> None:
    site.faults += [cut_after(300_000), refuse(503), refuse(503), refuse(503)]
    with pytest.raises(SourceUnavailable, match="503"):
        downloader.download(site.put("/a.csv", BODY), tmp_path / "a.csv")
    assert (tmp_path / "a.csv.part").stat().st_size == 300_000
    assert not (tmp_path / "a.csv").exists()
    downloader.download(site.root + "/a.csv", tmp_path / "a.csv")
    assert (tmp_path / "a.csv").read_bytes() == BODY
    assert site.asked[-1]["Range"] == "bytes=300000-"


def test_a_file_that_changed_meanwhile_is_taken_from_the_start(
    site: Site, downloader: Downloader, tmp_path: Path
) -> None:
    def change(handler: Handler, body: bytes) -> bool:
        cut_after(400_000)(handler, body)
        site.put("/a.csv", b"nouvelle version", '"v2"')
        return True

    site.faults.append(change)
    found = downloader.download(site.put("/a.csv", BODY), tmp_path / "a.csv")
    assert (tmp_path / "a.csv").read_bytes() == b"nouvelle version"
    assert found is not None
    assert found.etag == '"v2"'


def test_a_part_of_unknown_version_is_not_mixed_with_another(
    site: Site, downloader: Downloader, tmp_path: Path
) -> None:
    (tmp_path / "a.csv.part").write_bytes(b"restes")
    downloader.download(site.put("/a.csv", BODY), tmp_path / "a.csv")
    assert (tmp_path / "a.csv").read_bytes() == BODY
    assert "Range" not in site.asked[0]


def test_a_part_of_another_address_is_not_taken_up(
    site: Site, downloader: Downloader, tmp_path: Path
) -> None:
    memory = {"adresse": "https://ailleurs.invalid/a.csv", "version": {"etag": ETAG, "modifie": DATE}}
    (tmp_path / "a.csv.part").write_bytes(b"restes")
    (tmp_path / "a.csv.part.json").write_text(json.dumps(memory))
    downloader.download(site.put("/a.csv", BODY), tmp_path / "a.csv")
    assert (tmp_path / "a.csv").read_bytes() == BODY


def test_a_wrong_range_is_forgotten_and_asked_again(
    site: Site, downloader: Downloader, tmp_path: Path
) -> None:
    def lie(handler: Handler, body: bytes) -> bool:
        handler.answer(206, body[:10], {"Content-Range": f"bytes 0-9/{len(body)}"})
        return True

    site.faults += [cut_after(500_000), lie, refuse(416)]
    downloader.download(site.put("/a.csv", BODY), tmp_path / "a.csv")
    assert (tmp_path / "a.csv").read_bytes() == BODY


def test_a_weak_etag_is_never_used_to_take_up() -> None:
    assert Validators('W/"v1"', DATE).if_range == DATE
    assert Validators('W/"v1"').if_range == ""
    assert Validators(ETAG, DATE).if_range == ETAG


def test_retry_after_in_seconds_is_respected(site: Site, downloader: Downloader, tmp_path: Path) -> None:
    site.faults.append(refuse(429, Retry_After="1"))
    start = monotonic()
    downloader.download(site.put("/a.csv", BODY), tmp_path / "a.csv")
    assert 0.95 <= monotonic() - start < 60  # nothing else bounds it: a loaded machine is slow
    assert len(site.asked) == 2


def test_retry_after_is_capped(site: Site, tmp_path: Path) -> None:
    site.faults.append(refuse(503, Retry_After="86400"))
    start = monotonic()
    with open_client() as client:
        patience = Patience(essais=2, attente=0.01, retry_after_max=0.2)
        Downloader(client, patience).download(site.put("/a.csv", BODY), tmp_path / "a.csv")
    assert 0.15 <= monotonic() - start < 60  # far from the day that was asked for


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("120", 120.0),
        (" 0 ", 0.0),
        ("Mon, 02 Mar 2026 08:01:30 GMT", 90.0),  # ninety seconds after eight
        ("Mon, 02 Mar 2026 07:00:00 GMT", 0.0),  # already past
        ("bientôt", None),
        ("", None),
        ("-5", None),
    ],
)
def test_retry_after_is_a_number_or_a_date(text: str, seconds: float | None) -> None:
    assert read_retry_after(text, now=datetime(2026, 3, 2, 8, 0, tzinfo=UTC)) == seconds


@given(st.integers(0, 10**6))
def test_any_http_date_to_come_gives_its_distance(seconds: int) -> None:
    now = datetime(2026, 3, 2, tzinfo=UTC)
    text = format_datetime(now + timedelta(seconds=seconds), usegmt=True)
    assert read_retry_after(text, now=now) == seconds


@example("0\x1f")  # a separator that strip() takes off and float() refuses
@given(st.text(max_size=80))
def test_no_retry_after_breaks_the_reading(text: str) -> None:
    seconds = read_retry_after(text)
    assert seconds is None or seconds >= 0


@pytest.mark.parametrize(
    ("status", "word"), [(401, "compte"), (403, "refuse"), (404, "n’existe pas"), (418, "autre chose")]
)
def test_a_refusal_is_said_at_once_and_not_insisted_on(
    site: Site, downloader: Downloader, tmp_path: Path, status: int, word: str
) -> None:
    site.faults.append(refuse(status))
    with pytest.raises(SourceUnavailable, match=word):
        downloader.download(site.put("/a.csv", BODY), tmp_path / "a.csv")
    assert len(site.asked) == 1


def test_a_server_that_is_not_there_is_said_in_french(downloader: Downloader, tmp_path: Path) -> None:
    with serve() as gone:
        adresse = gone.put("/a.csv", BODY)
    with pytest.raises(
        SourceUnavailable, match=r"ne répond pas comme il faut \(serveur injoignable\)"
    ) as caught:
        downloader.download(adresse, tmp_path / "a.csv")
    assert "sera repris" in caught.value.advice


def test_bytes_compressed_on_the_way_are_kept_as_the_publisher_wrote_them(
    site: Site, downloader: Downloader, tmp_path: Path
) -> None:
    def compress(handler: Handler, body: bytes) -> bool:
        handler.answer(200, gzip.compress(body), {"Content-Encoding": "gzip"})
        return True

    site.faults.append(compress)
    downloader.download(site.put("/a.csv", BODY), tmp_path / "a.csv")
    assert (tmp_path / "a.csv").read_bytes() == BODY


def test_a_download_larger_than_the_disk_is_refused_before_it_starts(
    site: Site, downloader: Downloader, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = module.shutil.disk_usage(tmp_path)._replace(free=999_999)  # one byte short
    monkeypatch.setattr(module.shutil, "disk_usage", lambda path: usage)
    with pytest.raises(NotReady, match="manque de la place"):
        downloader.download(site.put("/a.csv", BODY), tmp_path / "a.csv")
    assert not (tmp_path / "a.csv.part").exists()


def test_an_unreadable_address_is_said_without_insisting(downloader: Downloader, tmp_path: Path) -> None:
    for adresse in ("gopher://exemple.invalid/a", "http://[::1/a"):
        with pytest.raises(SourceUnavailable, match="adresse illisible"):
            downloader.download(adresse, tmp_path / "a.csv")


def test_a_connection_cut_each_time_ends_in_french(
    site: Site, downloader: Downloader, tmp_path: Path
) -> None:
    site.faults += [cut_after(0)] * 4
    with pytest.raises(SourceUnavailable, match="la connexion a été coupée"):
        downloader.download(site.put("/a.csv", BODY), tmp_path / "a.csv")
    assert len(site.asked) == 4
