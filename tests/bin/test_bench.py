"""The measures themselves: quantiles by nearest rank, and nothing measured on an error."""

from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from time import sleep

import pytest

from bench.paced import ask


class Slow(BaseHTTPRequestHandler):
    """Answers at once, but for /lent after a second, and 404 for /absent."""

    def do_GET(self):
        sleep(1 if self.path == "/lent" else 0)
        self.send_response(404 if self.path == "/absent" else 200)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *words):
        """Say nothing."""


@pytest.fixture
def url():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Slow)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_one_slow_answer_in_fifty_shows_in_the_p99_and_not_in_the_median(url):
    times = ask(url, ["/"] * 49 + ["/lent"], rate=200)
    assert times.median < 0.5
    assert times.p99 >= 1  # nearest rank: the 50th of 50


def test_a_slow_answer_does_not_slow_the_next_question(url):
    times = ask(url, ["/lent"] + ["/"] * 49, rate=200)
    assert times.median < 0.5


def test_nothing_is_measured_on_an_error(url):
    with pytest.raises(ValueError, match="/absent answered 404"):
        ask(url, ["/absent"], rate=100)
