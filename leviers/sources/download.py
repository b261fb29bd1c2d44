"""One address to one file: streamed, taken up where it stopped, patient with a busy server."""

import json
import shutil
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path

import httpx
import stamina

from leviers.errors import NotReady, SourceUnavailable

Watch = Callable[[str, int, int | None], None]  # name of the file, bytes so far, bytes in all when known
BUSY = {408, 425, 429, 500, 502, 503, 504}
REFUSALS = {401: "demande un compte", 403: "refuse l’accès", 404: "n’existe pas", 410: "n’existe plus"}


def watch_nothing(nom: str, done: int, total: int | None) -> None:
    """Nobody watches."""


@dataclass(frozen=True)
class Validators:
    """What a server said of the version it gave, to ask whether it has changed."""

    etag: str = ""
    modifie: str = ""

    def ask_if_changed(self) -> dict[str, str]:
        """Headers that let the server answer 304."""
        asked = {"If-None-Match": self.etag, "If-Modified-Since": self.modifie}
        return {name: value for name, value in asked.items() if value}

    @property
    def if_range(self) -> str:
        """What may follow If-Range: a strong ETag or a date (RFC 9110, 13.1.5), "" when there is neither."""
        return self.etag if self.etag and not self.etag.startswith("W/") else self.modifie


@dataclass(frozen=True)
class Patience:
    """How long to insist; waits are in seconds and double each time, unless the server says how long."""

    essais: int = 8
    attente: float = 1.0
    attente_max: float = 30.0
    retry_after_max: float = 120.0


class Busy(Exception):
    """The server asks to come back; `after` in seconds when it says when."""

    def __init__(self, status: int, after: float | None) -> None:
        super().__init__(f"réponse {status}")
        self.after = after


def say_why(error: BaseException) -> str:
    """In French, what stopped a try."""
    for kind, words in WHY.items():
        if isinstance(error, kind):
            return words
    return str(error) if isinstance(error, Busy) else "la connexion a été coupée"


def open_client() -> httpx.Client:
    """A client that says who it is and asks for bytes as they are, so that a download can be taken up."""
    headers = {"User-Agent": "leviers (observatoire ouvert)", "Accept-Encoding": "identity"}
    return httpx.Client(headers=headers, timeout=httpx.Timeout(60, connect=20), follow_redirects=True)


WHY: dict[type[Exception], str] = {
    httpx.ConnectError: "serveur injoignable",
    httpx.TimeoutException: "pas de réponse à temps",
    httpx.TooManyRedirects: "trop de redirections",
    httpx.UnsupportedProtocol: "adresse illisible",
    httpx.InvalidURL: "adresse illisible",
    httpx.DecodingError: "contenu compressé illisible",
    httpx.ProxyError: "le serveur mandataire refuse",
}


@dataclass(frozen=True)
class Downloader:
    """Brings addresses into files with one client, one patience, one watcher."""

    client: httpx.Client
    patience: Patience = Patience()
    watch: Watch = watch_nothing

    def download(self, adresse: str, target: Path, *, known: Validators = Validators()) -> Validators | None:
        """Bring what an address gives into `target`; None when it has not changed since `known`.

        What was received before a cut stays beside, in `<target>.part`, and is taken up by the next call.
        Raises  SourceUnavailable when the address refuses, or after the last try.
        """
        waits = self.patience
        tries = stamina.retry_context(
            on=self._choose_wait,
            attempts=waits.essais,
            timeout=None,
            wait_initial=waits.attente,
            wait_max=waits.attente_max,
            wait_jitter=waits.attente,
        )
        try:
            for attempt in tries:
                with attempt:
                    return self._receive(adresse, _Part(target, adresse), known)
        except (Busy, httpx.RequestError, httpx.InvalidURL) as error:
            raise SourceUnavailable(
                f"{adresse} ne répond pas comme il faut ({say_why(error)}).",
                advice="Vérifiez la connexion, puis relancez : ce qui est déjà reçu sera repris.",
            ) from error
        raise AssertionError("no try was made")

    def _choose_wait(self, error: Exception) -> bool | float:
        """Whether to try again, and after how many seconds when the server says it."""
        if isinstance(error, Busy):
            return True if error.after is None else min(error.after, self.patience.retry_after_max)
        return isinstance(error, httpx.TransportError) and not isinstance(error, httpx.UnsupportedProtocol)

    def _receive(self, adresse: str, part: "_Part", known: Validators) -> Validators | None:
        kept, finished = part.read_size(), part.read_finished()
        here = bool(finished.ask_if_changed())
        asked = part.ask_rest(kept) if kept else (finished if here else known).ask_if_changed()
        with self.client.stream("GET", adresse, headers=asked) as response:
            if response.status_code == 304 and not kept:
                return finished if here else None
            _refuse_status(response, part)
            start = kept if response.status_code == 206 and _starts_at(response, kept) else 0
            if response.status_code == 206 and not start:
                part.forget()
                raise Busy(206, 0.0)
            found = Validators(response.headers.get("ETag", ""), response.headers.get("Last-Modified", ""))
            if not start:
                part.forget()
            if response.headers.get("Content-Encoding", "identity") == "identity":
                part.remember(found)
            self._write(response, part, start)
        part.finish()
        return found

    def _write(self, response: httpx.Response, part: "_Part", start: int) -> None:
        is_coded = response.headers.get("Content-Encoding", "identity") != "identity"
        length = response.headers.get("Content-Length", "")
        total = start + int(length) if length.isdecimal() and not is_coded else None
        _check_room(part.path, (total or start) - start)
        done = start
        with part.path.open("ab" if start else "wb") as stream:
            for chunk in response.iter_bytes() if is_coded else response.iter_raw():
                stream.write(chunk)
                done += len(chunk)
                self.watch(part.target.name, done, total)
        if total is not None and done != total:
            raise httpx.RemoteProtocolError(f"{done} octets reçus sur {total}")


class _Part:
    """What is already received of one address: the bytes, and which version they belong to."""

    def __init__(self, target: Path, adresse: str) -> None:
        self.target = target
        self.adresse = adresse
        self.path = target.with_name(f"{target.name}.part")
        self.memory = target.with_name(f"{target.name}.part.json")
        self.finished = target.with_name(f"{target.name}.version.json")

    def read_size(self) -> int:
        """Bytes that can be taken up: none when nothing tells which version they are of."""
        size = self.path.stat().st_size if self.path.exists() else 0
        return size if size and self._recall(self.memory).if_range else 0

    def read_finished(self) -> Validators:
        """Version of a whole file left by a round that stopped on another one."""
        return self._recall(self.finished) if self.target.exists() else Validators()

    def ask_rest(self, size: int) -> dict[str, str]:
        return {"Range": f"bytes={size}-", "If-Range": self._recall(self.memory).if_range}

    def _recall(self, memory: Path) -> Validators:
        try:
            content = json.loads(memory.read_text(encoding="utf-8"))
            return Validators(**content["version"]) if content["adresse"] == self.adresse else Validators()
        except (OSError, ValueError, TypeError, KeyError):
            return Validators()

    def remember(self, version: Validators) -> None:
        content = {"adresse": self.adresse, "version": asdict(version)}
        self.memory.write_text(json.dumps(content), encoding="utf-8")

    def forget(self) -> None:
        self.path.unlink(missing_ok=True)
        self.memory.unlink(missing_ok=True)

    def finish(self) -> None:
        self.path.replace(self.target)
        if self.memory.exists():
            self.memory.replace(self.finished)


def _refuse_status(response: httpx.Response, part: _Part) -> None:
    """Go on with 200 and 206 only.

    Raises  Busy when it is worth coming back, SourceUnavailable when it is not.
    """
    status = response.status_code
    if status == 416:  # what we kept is longer than what there is now
        part.forget()
        raise Busy(status, 0.0)
    if status in BUSY:
        raise Busy(status, read_retry_after(response.headers.get("Retry-After", "")))
    if status not in (200, 206):
        raise SourceUnavailable(
            f"{response.request.url} {REFUSALS.get(status, 'répond autre chose que la donnée')} ({status}).",
            advice="Vérifiez cette adresse dans un navigateur, puis corrigez source.toml.",
        )


def _starts_at(response: httpx.Response, offset: int) -> bool:
    return response.headers.get("Content-Range", "").startswith(f"bytes {offset}-")


def _check_room(path: Path, size: int) -> None:
    free = shutil.disk_usage(path.parent).free
    if size > free:
        raise NotReady(
            f"Il manque de la place : {path.name} demande {size // 10**6 + 1} Mo, sur {free // 10**6}.",
            advice="Libérez de la place, ou choisissez un autre disque avec LEVIERS_HOME=/chemin.",
        )


def read_retry_after(text: str, *, now: datetime | None = None) -> float | None:
    """Seconds to wait according to Retry-After, a number or an HTTP date; None when it says nothing."""
    number = text.strip()
    if number.isascii() and number.isdigit():
        return float(number)
    try:
        date = parsedate_to_datetime(text)
    except (ValueError, TypeError):
        return None
    moment = date if date.tzinfo else date.replace(tzinfo=UTC)
    return max((moment - (now or datetime.now(UTC))).total_seconds(), 0.0)
