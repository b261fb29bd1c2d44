"""The lexicon: files of data/ read, checked and made ready; its digest is the version of the detector."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from leviers.detection.patterns import (
    BadPattern,
    Expression,
    Needles,
    Piece,
    choose_needles,
    compile_piece,
    join,
)
from leviers.detection.records import COUCHES, GENRES
from leviers.errors import Problem, Refused
from leviers.reference.reading import Lined, find_duplicates, read_yaml
from leviers.reference.typologie import load_leviers

DATA = Path(__file__).parent / "data"
GROUPES, CALIBRAGE, COURANTS = "groupes.yaml", "calibrage.yaml", "mots_courants.yaml"
HUMAN_VERSION = "1.0"
CHAMPS = ("objet", "tiers")
FORCES = ("declaree", "nette", "forte", "probable")
"""How a motif was judged when it was written, from what nobody doubts to what must be reviewed."""


Lead = tuple[int, tuple[str, ...]]


@dataclass(frozen=True)
class Motif:
    """One way for a record to show a levier: `dit` in `dans`, with `avec`, without `sauf`.

    avec, sauf      searched in objet and tiers; avec_tiers and sauf_tiers in the name of the tiers only
    considerations, tiers_motif   values one of which the record must declare
    est_certaine    what it says needs no person to read it again: a declared field, a public register
    """

    code: str
    levier: str
    force: str
    couche: str
    genres: frozenset[str]
    dans: str
    dit: Expression | None
    needles: Needles
    avec: Expression | None = None
    sauf: Expression | None = None
    avec_tiers: Expression | None = None
    sauf_tiers: Expression | None = None
    considerations: frozenset[str] = frozenset()
    tiers_motif: frozenset[str] = frozenset()
    est_certaine: bool = False

    @property
    def is_declared(self) -> bool:
        """Whether a declared field is needed for it."""
        return bool(self.considerations or self.tiers_motif)


@dataclass(frozen=True)
class Lexique:
    """All motifs, and which are worth a try.

    index      first three letters of a word -> (start of a word, (place of a motif, words asked beside))
    declares   places of the motifs that a declared field leads to, whatever the words
    led_by     places already found for a word
    """

    motifs: tuple[Motif, ...]
    version: str
    index: dict[str, tuple[tuple[str, tuple[Lead, ...]], ...]] = field(repr=False)
    declares: tuple[int, ...] = ()
    led_by: dict[str, frozenset[Lead]] = field(default_factory=dict, repr=False, compare=False)

    def merge_needles(self) -> Needles:
        """Starts of words without any of which a record that declares nothing shows no levier."""
        pieces = [Piece("", motif.needles) for motif in self.motifs if not motif.is_declared]
        return join(pieces).needles


@cache
def load_lexique() -> Lexique:
    """The lexicon that comes with the code."""
    return read_lexique(DATA)


def read_lexique(folder: Path) -> Lexique:
    """Read one folder of lexicon files.

    Raises  Refused with file, line and advice for each motif that cannot be used
    """
    groups = _read_groups(folder / GROUPES)
    motifs: list[Motif] = []
    problems: list[Problem] = []
    files = [
        path for path in sorted(folder.glob("*.yaml")) if path.name not in (GROUPES, CALIBRAGE, COURANTS)
    ]
    rows: list[Any] = []
    for path in files:
        for row in read_yaml(path):
            rows.append(row)
            try:
                motifs.append(_read_motif(row, groups))
            except (BadPattern, KeyError) as error:
                advice = "Voyez docs/methode/detection.md et leviers/detection/patterns.py."
                problems.append(Problem(path.name, row.line, f"motif refusé : {error}", advice))
    problems += find_duplicates(rows, "code", folder.name)
    if problems:
        raise Refused(problems)
    return Lexique(tuple(motifs), _find_version(folder), _make_index(motifs), _list_declared(motifs))


def _read_groups(path: Path) -> dict[str, Piece]:
    groups: dict[str, Piece] = {}
    for name, texts in read_yaml(path).items():
        try:
            groups[name] = join([compile_piece(text, groups) for text in texts])
        except BadPattern as error:
            raise Refused([Problem(path.name, 0, f"liste « {name} » : {error}", "Corrigez-la.")]) from error
    return groups


def _read_motif(row: Lined, groups: dict[str, Piece]) -> Motif:
    known = {"code", "levier", "force", "couche", "genres", "dans", "dit", "avec", "sauf", "avec_tiers"}
    known |= {"sauf_tiers", "considerations", "tiers_motif", "certaine"}
    if row.keys() - known:
        raise BadPattern(f"clé inconnue « {', '.join(sorted(row.keys() - known))} »")
    force, couche, dans = row["force"], row.get("couche", "lexique"), row.get("dans", "objet")
    genres = frozenset(row.get("genres", GENRES))
    for value, allowed in (
        (force, FORCES),
        (couche, COUCHES),
        (dans, CHAMPS),
        (row["levier"], load_leviers()),
    ):
        if value not in allowed:
            raise BadPattern(f"valeur inconnue « {value} »")
    if genres - set(GENRES):
        raise BadPattern("genre inconnu")
    pieces = [compile_piece(text, groups) for text in row.get("dit", ())]
    if not pieces and not row.get("considerations"):
        raise BadPattern("ni « dit » ni « considerations »")
    if any(not piece.needles for piece in pieces):
        raise BadPattern("une expression de « dit » n’a pas de mot de trois lettres")
    conditions = {
        name: join([compile_piece(text, groups) for text in row[name]])
        for name in ("avec", "sauf", "avec_tiers", "sauf_tiers")
        if name in row
    }
    dit = join(pieces) if pieces else None
    needed = [piece.needles for name, piece in conditions.items() if name.startswith("avec")]
    return Motif(
        code=row["code"], levier=row["levier"], force=force, couche=couche, genres=genres, dans=dans,
        dit=Expression(dit) if dit else None,
        needles=choose_needles([dit.needles, *needed]) if dit else {},
        considerations=frozenset(row.get("considerations", ())),
        tiers_motif=frozenset(row.get("tiers_motif", ())),
        est_certaine=row.get("certaine", force == "declaree"),
        **{name: Expression(piece) for name, piece in conditions.items()},
    )  # fmt: skip


def _make_index(motifs: list[Motif]) -> dict[str, tuple[tuple[str, tuple[Lead, ...]], ...]]:
    leads: dict[str, list[Lead]] = {}
    for place, motif in enumerate(motifs):
        for needle, beside in motif.needles.items() if not motif.is_declared else ():
            leads.setdefault(needle, []).append((place, tuple(sorted(beside))))
    index: dict[str, list[tuple[str, tuple[Lead, ...]]]] = {}
    for needle in sorted(leads):
        index.setdefault(needle[:3], []).append((needle, tuple(leads[needle])))
    return {key: tuple(starts) for key, starts in index.items()}


def _list_declared(motifs: list[Motif]) -> tuple[int, ...]:
    return tuple(place for place, motif in enumerate(motifs) if motif.is_declared)


def _find_version(folder: Path) -> str:
    digest = hashlib.sha256()
    for path in _list_sources(folder):
        digest.update(path.name.encode() + b"\0" + path.read_bytes().replace(b"\r\n", b"\n"))
    return f"{HUMAN_VERSION}-{digest.hexdigest()[:8]}"


def _list_sources(folder: Path) -> Iterator[Path]:
    yield from sorted(folder.glob("*.yaml"))
    names = ("text.py", "patterns.py", "lexicon.py", "calibration.py", "detect.py", "records.py", "faits.sql")
    for name in names:
        yield Path(__file__).parent / name
