"""A bounded loop of requests at a steady pace: a slow answer does not slow the next question down."""

import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from http.client import HTTPConnection
from queue import SimpleQueue
from urllib.parse import urlsplit

CLIENTS = 8


@dataclass(frozen=True)
class Times:
    """Seconds seen by the client, from the moment a request was due."""

    median: float
    p99: float


def ask(url: str, paths: list[str], *, rate: int) -> Times:
    """Ask for each path, `rate` a second; every answer must be 200.

    Shape   n paths -> two quantiles, nearest rank, over n times
    Units   seconds
    """
    parts = urlsplit(url)
    connections: SimpleQueue[HTTPConnection] = SimpleQueue()
    for _ in range(CLIENTS):
        connections.put(HTTPConnection(str(parts.hostname), parts.port, timeout=30))
    start = time.perf_counter() + 0.05

    def one(number: int) -> float:
        due = start + number / rate
        time.sleep(max(0.0, due - time.perf_counter()))
        connection = connections.get()
        connection.request("GET", paths[number], headers={"Accept-Encoding": "gzip"})
        response = connection.getresponse()
        response.read()
        connections.put(connection)
        if response.status != 200:
            raise ValueError(f"{paths[number]} answered {response.status}")
        return time.perf_counter() - due

    with ThreadPoolExecutor(CLIENTS) as pool:
        times = sorted(pool.map(one, range(len(paths))))
    while not connections.empty():
        connections.get().close()
    return Times(times[len(times) // 2], times[-(-len(times) * 99 // 100) - 1])
