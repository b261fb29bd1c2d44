"""A real web server on loopback that does what public servers do, the good and the bad."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

ETAG = '"v1"'
DATE = "Mon, 02 Mar 2026 08:00:00 GMT"


@dataclass
class Site:
    """What the server holds and what it does wrong; `asked` keeps the headers of each request."""

    root: str = ""
    pages: dict[str, bytes] = field(default_factory=dict)
    etags: dict[str, str] = field(default_factory=dict)
    faults: list[Callable[["Handler", bytes], bool]] = field(default_factory=list)
    asked: list[dict[str, str]] = field(default_factory=list)

    def put(self, path: str, body: bytes, etag: str = ETAG) -> str:
        self.pages[path], self.etags[path] = body, etag
        return self.root + path


class Handler(BaseHTTPRequestHandler):
    """Answers whole, in part (Range, If-Range), or 304; a fault that returns True has answered instead."""

    site: Site
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        site = self.site
        site.asked.append(dict(self.headers))
        body = site.pages.get(self.path)
        if body is None:
            self.answer(404, b"perdu")
        elif site.faults and site.faults.pop(0)(self, body):
            return
        elif self.headers.get("If-None-Match") == site.etags[self.path]:
            self.answer(304, b"")
        elif self.headers.get("Range") and self.headers.get("If-Range") == site.etags[self.path]:
            start = int(self.headers["Range"].removeprefix("bytes=").removesuffix("-"))
            headers = {"Content-Range": f"bytes {start}-{len(body) - 1}/{len(body)}"}
            self.answer(206, body[start:], headers)
        else:
            self.answer(200, body)

    def answer(
        self, status: int, body: bytes, headers: dict[str, str] | None = None, length: int = -1
    ) -> None:
        self.send_response(status)
        known = {"ETag": self.site.etags.get(self.path, ""), "Last-Modified": DATE} if status < 400 else {}
        for name, value in {**known, **(headers or {})}.items():
            if value:
                self.send_header(name, value)
        self.send_header("Content-Length", str(length if length >= 0 else len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        """Say nothing."""


def cut_after(size: int) -> Callable[[Handler, bytes], bool]:
    """Announce the whole, give `size` bytes, hang up."""

    def fault(handler: Handler, body: bytes) -> bool:
        handler.answer(200, body[:size], length=len(body))
        handler.wfile.flush()
        handler.close_connection = True
        return True

    return fault


def refuse(status: int, **headers: str) -> Callable[[Handler, bytes], bool]:
    """Answer an error status."""

    def fault(handler: Handler, body: bytes) -> bool:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        handler.answer(status, b"", named)
        return True

    return fault


class QuietServer(ThreadingHTTPServer):
    """Clients that hang up are part of the tests."""

    daemon_threads = True

    def handle_error(self, *args: object) -> None:
        """Say nothing."""


@contextmanager
def serve() -> Iterator[Site]:
    """A site on a free port of loopback."""
    site = Site()
    handler = type("BoundHandler", (Handler,), {"site": site})
    server = QuietServer(("127.0.0.1", 0), handler)
    site.root = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
