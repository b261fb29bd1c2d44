"""Drawing a chart: SVG and PNG by Vega in this very process, kept on disk by what they show.

A drawing is a function of the figures, of the words and of the code of this package: their digest is its
name, so that the same figures are never drawn twice, and a new build redraws what changed and nothing else.
"""

import json
import os
import textwrap
import time
from contextlib import suppress
from functools import cache
from hashlib import blake2b
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings

from leviers.errors import NotReady
from leviers.graphiques import svg, theme
from leviers.graphiques.graphique import LARGE, Graphique, Specification
from leviers.reference.tardif import Tardif

if TYPE_CHECKING:
    import vl_convert
    from altair.utils import schemapi
else:
    vl_convert, schemapi = Tardif("vl_convert"), Tardif("altair.utils.schemapi")

VEGA_LITE = "6.1"
FOLDER = "graphiques"
KEPT_DAYS = 30
PNG_SCALE = 2.0
SCHEMA = "https://vega.github.io/schema/vega-lite/v6.1.json"
_LETTER = 0.5  # of the size: a letter of our text is seldom wider, on average over a line


def draw(graphique: Graphique, kind: str = "svg", *, width: int = LARGE, alone: bool = True) -> bytes:
    """One drawing, from the disk when it was made before.

    Shape   alone: on white paper, with title, source and letters inside, for a file that travels;
            else the bare marks, for a page or a sheet that says the rest (SVG only)
    Units   width in pixels; a PNG has twice as many
    Raises  ValueError when there is nothing to draw: `est_vide`, which callers look at first
    """
    if graphique.specify is None:
        raise ValueError(graphique.cle)
    file = _find_file(graphique, kind, width, alone)
    kept = _read(file)
    if kept is not None:
        return kept
    made = _make(graphique, kind, width, alone)
    _keep(file, made)
    return made


def specify(graphique: Graphique, width: int = LARGE, *, alone: bool = True) -> Specification:
    """The whole specification, as anybody can reuse it; title and source inside when it stands alone."""
    if graphique.specify is None:
        return {}
    with schemapi.debug_mode(False):  # each chart is checked against the schema by the tests, once for all
        made = graphique.specify(width)
    whole = {"$schema": SCHEMA, "description": graphique.alternative, **made}
    if alone:
        whole["title"] = {
            "text": _fold(graphique.titre, width, CONFIG_TITLE["fontSize"]),
            "subtitle": _fold(
                _mark(graphique) + graphique.sous_titre, width, CONFIG_TITLE["subtitleFontSize"]
            ),
        }
        whole["usermeta"] = {
            "source": graphique.source,
            "cle": graphique.cle,
            "licence": "Licence Ouverte 2.0",
        }
    return whole


CONFIG_TITLE = theme.CONFIG["title"]


def _mark(graphique: Graphique) -> str:
    return "Données inventées pour la démonstration. " if graphique.est_fictif else ""


def _fold(text: str, width: float, size: float) -> list[str]:
    """Lines of a text that hold in a width; no-break spaces keep."""
    most = max(int(width / (size * _LETTER)), 12)
    return textwrap.wrap(text, most, break_long_words=False, break_on_hyphens=False) or [""]


def _make(graphique: Graphique, kind: str, width: int, alone: bool) -> bytes:
    root = svg.bare(_convert(specify(graphique, width, alone=alone)))
    if alone:
        svg.frame(root, _fold(graphique.source, width, theme.SMALL - 1))
        svg.name_drawing(root, graphique)
    if kind == "png":
        return bytes(vl_convert.svg_to_png(svg.write(root), scale=PNG_SCALE))
    drawn = svg.write(root)
    return (svg.embed_fonts(drawn) if alone else drawn).encode()


def _convert(specification: Specification) -> str:
    _start()
    drawn: str = vl_convert.vegalite_to_svg(
        json.dumps(specification),
        vl_version=VEGA_LITE,
        format_locale=theme.FRENCH,
        allowed_base_urls=[],
    )
    return drawn


_started_in: list[int] = []


def _start() -> None:
    """Give our letters to the library, once a process.

    Its engine does not survive a fork: the child would wait for ever. The server forks before it draws.
    """
    if not _started_in:
        vl_convert.register_font_directory(str(svg.FONTS))
        _started_in.append(os.getpid())
    if _started_in[0] != os.getpid():
        raise NotReady(
            "Ce processus est né d’un autre qui avait déjà dessiné.",
            advice="Dessinez après la naissance des processus, non avant.",
        )


def _find_file(graphique: Graphique, kind: str, width: int, alone: bool) -> Path:
    said = [graphique.source] if alone else []
    seen = (
        graphique.cle,
        graphique.accent,
        graphique.titre,
        graphique.sous_titre,
        graphique.alternative,
        graphique.est_fictif,
        graphique.table.lignes,
        width,
        alone,
        *said,
    )
    digest = blake2b(_read_code() + repr(seen).encode(), digest_size=16).hexdigest()
    return Path(settings.HOME) / FOLDER / f"{digest}.{kind}"


@cache
def _read_code() -> bytes:
    """What draws: this package and the library."""
    digest = blake2b(version("vl-convert-python").encode() + version("altair").encode())
    for file in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(file.read_bytes())
    return digest.digest()


def _read(file: Path) -> bytes | None:
    """A kept drawing, marked as used today; none when it was never made."""
    try:
        content = file.read_bytes()
        if time.time() - file.stat().st_mtime > 86_400:
            os.utime(file)
    except FileNotFoundError:
        return None
    except OSError:  # a home that cannot be read or touched: draw, and do without keeping
        return None
    return content


def _keep(file: Path, content: bytes) -> None:
    """Write a whole file or none; a home without room is no reason to show no chart."""
    draft = file.with_suffix(f".{os.getpid()}.{time.monotonic_ns()}")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        draft.write_bytes(content)
        draft.replace(file)
        _forget(file.parent)
    except OSError:
        with suppress(OSError):
            draft.unlink(missing_ok=True)


def _forget(folder: Path) -> None:
    """Leave what nobody asked for in KEPT_DAYS; looked at once a day, by the mark of the folder itself."""
    mark = folder / "menage"
    if mark.exists() and time.time() - mark.stat().st_mtime < 86_400:
        return
    mark.touch()
    limit = time.time() - KEPT_DAYS * 86_400
    for file in folder.iterdir():
        if file.stat().st_mtime < limit:
            file.unlink(missing_ok=True)
