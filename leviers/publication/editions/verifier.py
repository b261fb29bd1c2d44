"""Whether the files of an edition are as they were written."""

from hashlib import sha256
from pathlib import Path

from leviers.publication.editions.layout import CODE, FOLDER, SUMMARY, SUMS, digest, list_names
from leviers.publication.editions.lire import read_edition


def verify(folder: Path) -> list[str]:
    """What is wrong with the files of an edition, in words; empty when each is as it was written."""
    edition = read_edition(folder)
    if edition is None:
        return [f"{SUMMARY} manque ou ne se lit pas"]
    try:
        sums = (folder / SUMS).read_bytes()
    except OSError:
        return [f"{SUMS} manque"]
    if sha256(sums).hexdigest() != edition.digest:
        return [f"{SUMS} a été modifié"]
    faults = [fault for name, said in edition.sommes.items() if (fault := _check(folder, name, said))]
    known = {*edition.sommes, SUMS, SUMMARY}
    extra = [name for name in list_names(folder) if name not in known]
    return [*faults, *(f"{name} a été ajouté" for name in extra)]


def verify_all(home: Path) -> dict[str, list[str]]:
    """The same for each frozen edition, by code."""
    place = home / FOLDER
    names = sorted(path.name for path in place.iterdir()) if place.is_dir() else []
    return {name: verify(place / name) for name in names if CODE.fullmatch(name)}


def _check(folder: Path, name: str, wanted: str) -> str:
    try:
        return "" if digest(folder / name) == wanted else f"{name} a été modifié"
    except OSError:
        return f"{name} manque"
