"""Fetch: from the public addresses, or from a mirror, to `raw/<source>/<date>/` and its receipt.

What is being received stands in `raw/<source>/.en-cours/` and becomes a dated folder by one rename: a
delivery is there whole or not at all. A source that fails stops alone; its last delivery stays.
"""

import errno
import fcntl
import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from leviers.errors import LeviersError, NotReady, SourceUnavailable
from leviers.sources.catalogue import Fichier, Source, load_sources
from leviers.sources.content import check_content, digest_file
from leviers.sources.download import Downloader, Patience, Validators, Watch, open_client, watch_nothing
from leviers.sources.receipt import (
    Receipt,
    ReceivedFile,
    find_latest,
    name_folder,
    read_receipt,
    write_receipt,
)

Etat = Literal["nouveau", "inchange", "absent", "echec"]
UNDER_WAY = ".en-cours"
CHUNK = 1 << 20
FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
FORBIDDEN = {errno.EACCES, errno.EPERM, errno.EROFS}


@dataclass(frozen=True)
class Outcome:
    """What happened to one source; `message` is French, for a person."""

    source: str
    etat: Etat
    message: str
    receipt: Receipt | None = None


def choose_sources(codes: Iterable[str]) -> list[Source]:
    """The sources named, all of them when none is.

    Raises  NotReady on a name that no source has.
    """
    known = load_sources()
    if unknown := [code for code in codes if code not in known]:
        raise NotReady(
            f"Source inconnue « {unknown[0]} ».",
            advice=f"Sources : {', '.join(known)}. Sans nom, toutes sont lues.",
        )
    return [known[code] for code in dict.fromkeys(codes)] or list(known.values())


def find_mirror() -> Path | None:
    """Folder named by LEVIERS_MIRROR, read instead of the network.

    Raises  NotReady when it is named and is not a folder.
    """
    named = os.environ.get("LEVIERS_MIRROR")
    if not named:
        return None
    mirror = Path(named).expanduser().resolve()
    if not mirror.is_dir():
        raise NotReady(
            f"Le miroir « {mirror} » n’est pas un dossier.",
            advice="Corrigez LEVIERS_MIRROR, ou retirez-la pour lire les adresses publiques.",
        )
    return mirror


def fetch_sources(
    sources: Iterable[Source], home: Path, *, mirror: Path | None = None, watch: Watch = watch_nothing
) -> Iterator[Outcome]:
    """Fetch each source in turn; an outcome for each, whatever happened to the others."""
    with open_client() as client:
        fetcher = Fetcher(home / "raw", mirror, Downloader(client, Patience(), watch))
        for source in sources:
            yield fetcher.fetch(source)


@dataclass(frozen=True)
class Fetcher:
    """Brings sources into `raw/`, from a mirror when there is one."""

    raw: Path
    mirror: Path | None
    downloader: Downloader
    now: Callable[[], datetime] = field(default=lambda: datetime.now(UTC))

    def fetch(self, source: Source) -> Outcome:
        """Bring one source; an error becomes an outcome, and the last delivery stays."""
        try:
            (self.raw / source.code).mkdir(parents=True, exist_ok=True)
            with _hold(self.raw / source.code):
                return self._fetch(source)
        except OSError as error:
            explained = _explain(error, self.raw / source.code)
            return Outcome(source.code, "echec", str(explained))
        except LeviersError as error:
            return Outcome(source.code, "echec", str(error))

    def _fetch(self, source: Source) -> Outcome:
        last = _read_last(self.raw / source.code)
        bring = self._copy if self.mirror else self._download
        files = bring(source, last)
        if files is None:
            return Outcome(source.code, "absent", self._say_absent(source))
        now = self.now()
        origin = "miroir" if self.mirror else "reseau"
        receipt = Receipt(
            source.code,
            now.date().isoformat(),
            now.isoformat(timespec="seconds"),
            origin,
            source.licence,
            tuple(files),
        )
        if last and last.sha256 == receipt.sha256:
            shutil.rmtree(self._under_way(source), ignore_errors=True)
            return Outcome(source.code, "inchange", f"inchangé depuis le {last.date}", last)
        self._publish(source, receipt)
        return Outcome(source.code, "nouveau", "reçu", receipt)

    def _under_way(self, source: Source) -> Path:
        return self.raw / source.code / UNDER_WAY

    def _publish(self, source: Source, receipt: Receipt) -> None:
        """One rename makes the delivery visible, with nothing in it that its receipt does not name."""
        folder = self._under_way(source)
        named = {file.nom for file in receipt.fichiers}
        for path in folder.iterdir():
            if path.name not in named:
                path.unlink()
        write_receipt(folder, receipt)
        folder.rename(name_folder(self.raw / source.code, receipt.date))

    def _copy(self, source: Source, last: Receipt | None) -> list[ReceivedFile] | None:
        """Files of the mirror; nothing is copied when they are those of the last delivery."""
        found = list(_find_in_mirror(self.mirror or Path(), source))
        if not found:
            return None
        present = {(path.name, fichier.forme, digest_file(path)) for path, fichier in found}
        if last and present == {(file.nom, file.forme, file.sha256) for file in last.fichiers}:
            return list(last.fichiers)
        folder = self._under_way(source)
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        return [self._copy_file(source, path, fichier) for path, fichier in found]

    def _copy_file(self, source: Source, path: Path, fichier: Fichier) -> ReceivedFile:
        target = self._under_way(source) / path.name
        done, total = 0, path.stat().st_size
        with path.open("rb") as reading, target.open("wb") as writing:
            while chunk := reading.read(CHUNK):
                writing.write(chunk)
                done += len(chunk)
                self.downloader.watch(path.name, done, total)
        place = path.relative_to(self.mirror or Path()).as_posix()
        return _receive(source, target, fichier, adresse=f"miroir:{place}")

    def _download(self, source: Source, last: Receipt | None) -> list[ReceivedFile] | None:
        """Files of the public addresses; those that have not changed come from the last delivery."""
        fichiers = [fichier for fichier in source.fichiers if fichier.adresse]
        if not fichiers:
            return None
        self._under_way(source).mkdir(exist_ok=True)
        known = {file.adresse: file for file in last.fichiers} if last else {}
        return [self._download_file(source, fichier, known.get(fichier.adresse)) for fichier in fichiers]

    def _download_file(self, source: Source, fichier: Fichier, known: ReceivedFile | None) -> ReceivedFile:
        target = self._under_way(source) / fichier.nom
        before = Validators(known.etag, known.modifie) if known else Validators()
        found = self.downloader.download(fichier.adresse, target, known=before)
        if found is None and known:
            self._take_from_last(source, known, target)
            return known
        received = _receive(source, target, fichier, adresse=fichier.adresse)
        version = found or Validators()
        return replace(received, etag=version.etag, modifie=version.modifie)

    def _take_from_last(self, source: Source, known: ReceivedFile, target: Path) -> None:
        """The same bytes, as a second name when the disk allows it: a delivery is never edited."""
        last = find_latest(self.raw / source.code)
        if last is None:
            raise SourceUnavailable(f"{known.nom} a disparu.", advice="Relancez « leviers fetch ».")
        target.unlink(missing_ok=True)
        try:
            target.hardlink_to(last / known.nom)
        except OSError:  # another disk, or no links here
            shutil.copyfile(last / known.nom, target)

    def _say_absent(self, source: Source) -> str:
        if self.mirror:
            return "absente du miroir"
        return f"pas d’adresse durable : déposez le fichier dans un miroir, depuis {source.page}"


def _receive(source: Source, target: Path, fichier: Fichier, *, adresse: str) -> ReceivedFile:
    """Look at a file that has just come; what is refused is not kept.

    Raises  SourceUnavailable when it is not what the source promises.
    """
    try:
        lines = check_content(target, format=fichier.format, source=source.code)
    except SourceUnavailable:
        target.unlink()
        raise
    return ReceivedFile(
        target.name, fichier.forme, adresse, digest_file(target), target.stat().st_size, lines
    )


def _find_in_mirror(mirror: Path, source: Source) -> Iterator[tuple[Path, Fichier]]:
    """Files of the mirror that the source names, each once, by its first pattern."""
    seen: set[str] = set()
    for fichier in source.fichiers:
        for path in sorted(mirror.glob(fichier.miroir)) if fichier.miroir else ():
            if path.is_file() and path.name not in seen:
                seen.add(path.name)
                yield path, fichier


def _read_last(folder: Path) -> Receipt | None:
    """Receipt of the last delivery; None when there is none or when it is damaged, to be brought again."""
    last = find_latest(folder)
    try:
        return read_receipt(last) if last else None
    except NotReady:
        return None


@contextmanager
def _hold(folder: Path) -> Iterator[None]:
    """One fetch of a source at a time; given back even by a process that is killed.

    Raises  NotReady when another one is under way.
    """
    with (folder / ".verrou").open("w") as stream:
        try:
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            advice = "Attendez qu’elle finisse, puis relancez."
            raise NotReady("Une autre récupération de cette source est en cours.", advice=advice) from error
        yield


def _explain(error: OSError, folder: Path) -> LeviersError:
    """Say what the disk refused and what to do."""
    place = f"« {folder} »"
    if error.errno in FULL:
        advice = "Libérez de la place, ou un autre disque avec LEVIERS_HOME=/chemin, puis relancez."
        return NotReady(f"Le disque est plein : {place} ne peut plus rien recevoir.", advice=advice)
    if error.errno in FORBIDDEN:
        advice = "Donnez les droits de lecture et d’écriture, ou changez LEVIERS_HOME ou LEVIERS_MIRROR."
        return NotReady(f"Accès refusé à « {error.filename or folder} ».", advice=advice)
    advice = "Vérifiez le disque et le dossier LEVIERS_HOME, puis relancez."
    return NotReady(f"Lecture ou écriture impossible dans {place} ({error.strerror}).", advice=advice)
