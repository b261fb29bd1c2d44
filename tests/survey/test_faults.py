"""Faults of the server: killed while people answer, and forty of them at once."""

import os
import random
import signal
import sqlite3
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from threading import Event
from urllib.parse import urlencode, urlsplit

METROPOLES = ("244400404:nantes", "200039865:metz", "243500139:rennes", "243300316:bordeaux")
KILLS, FORTY = 50, 40
PATIENCE_SECONDS = 240
SECTION, QUESTION = "section/moyens/", "moyens/B01"


def save(url: str, link: str, number: int) -> bool:
    """Save one answer; True when the server said that it was kept."""
    parts = urlsplit(url)
    connection = HTTPConnection(str(parts.hostname), parts.port, timeout=20)
    body = urlencode({f"b:{QUESTION}": "", f"v:{QUESTION}": str(number), "geste": "rester"})
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    try:
        connection.request("POST", f"{link}{SECTION}", body, headers)
        return connection.getresponse().status == 303
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()


def list_children(pid: int) -> list[int]:
    """Processes that answer: children of the server."""
    found = []
    for path in Path(f"/proc/{pid}/task").glob("*/children"):
        found += [int(word) for word in path.read_text().split()]
    return [child for child in found if b"tick" not in read_command(child)]


def read_command(pid: int) -> bytes:
    """Its command line; that of the ticker, which is left alone, when it has just died."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b"tick"


def read_kept(home: Path) -> set[int]:
    """Every number that was ever said, replaced since or not."""
    with sqlite3.connect(home / "leviers.sqlite3") as base:
        rows = base.execute("select valeur from survey_saisie where chemin = ?", (QUESTION,)).fetchall()
    return {int(valeur) for (valeur,) in rows}


def test_nothing_acknowledged_is_lost_when_the_server_is_killed(own_site):
    """The processes that answer are killed without warning, fifty times, while four people save."""
    links = own_site.lay_survey(*METROPOLES)
    done, kept = Event(), set()

    def answer(who: int, link: str) -> None:
        number = who
        while not done.is_set():
            number += 10  # each number is said once
            if save(own_site.url, link, number):
                kept.add(number)

    rng = random.Random(11)
    with ThreadPoolExecutor(4) as pool:
        people = [pool.submit(answer, who, link) for who, link in enumerate(links.values())]
        killed = before = 0
        deadline = time.monotonic() + PATIENCE_SECONDS
        try:
            while killed < KILLS and time.monotonic() < deadline:
                if len(kept) == before:  # nobody was answered since the last time
                    time.sleep(0.01)
                    continue
                before = len(kept)
                time.sleep(rng.uniform(0, 0.05))
                for child in list_children(own_site.pid):
                    with suppress(ProcessLookupError):
                        os.kill(child, signal.SIGKILL)
                        killed += 1
        finally:
            done.set()  # or those who answer would never end
        for one in people:
            one.result(timeout=60)
    assert killed >= KILLS
    assert len(kept) >= KILLS // 2  # people were answered between two kills
    assert kept <= read_kept(own_site.home)


def test_forty_people_who_save_at_once_are_all_kept(own_site):
    words = [f"{METROPOLES[number % 4].partition(':')[0]}:p{number}" for number in range(FORTY)]
    links = list(own_site.lay_survey(*words).values())
    with ThreadPoolExecutor(FORTY) as pool:
        answers = list(pool.map(lambda number: save(own_site.url, links[number], number), range(FORTY)))
    assert all(answers)
    assert read_kept(own_site.home) == set(range(FORTY))
