"""Static files of the kit: one style sheet made of many, compressed and named by content."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import brotli
from django.contrib.staticfiles.finders import find
from django.core.files.base import ContentFile
from whitenoise.compress import Compressor
from whitenoise.storage import CompressedManifestStaticFilesStorage

_IMPORT = re.compile(r'@import "([^"]+)";\n?')
_COMMENT = re.compile(r"/\*.*?\*/", re.S)
_BLANK = re.compile(r"\s*\n\s*")
SHEET = "kit/kit.css"


class QuickCompressor(Compressor):
    """Compresses small files, ours, as much as can be; the large ones of the back office quickly."""

    large = 40_000  # bytes; above, the last percents of brotli cost most of the preparation

    @classmethod
    def compress_brotli(cls, data: bytes) -> bytes:
        """Best quality for a small file, a quick one for a large file."""
        return brotli.compress(data, quality=11 if len(data) < cls.large else 5)


class KitStorage(CompressedManifestStaticFilesStorage):
    """Storage that writes the imports of the kit's sheet in place, so that one request brings it all."""

    manifest_strict = False

    def create_compressor(self, **options: Any) -> Compressor:
        """The compressor that WhiteNoise asks for."""
        return QuickCompressor(**options)

    def post_process(self, paths: dict[str, Any], dry_run: bool = False, **options: Any) -> Iterator[Any]:
        """Flatten the sheet, then hash and compress every file."""
        if SHEET in paths and not dry_run:
            flat = _IMPORT.sub(lambda match: _read_source(f"kit/{match[1]}"), _read_source(SHEET))
            self.delete(SHEET)
            self._save(SHEET, ContentFile(_BLANK.sub("\n", _COMMENT.sub("", flat)).encode()))
            paths[SHEET] = (self, SHEET)
        yield from super().post_process(paths, dry_run, **options)


def _read_source(name: str) -> str:
    """A sheet as written, not as collected: the collected one may already be flat, and older."""
    return Path(str(find(name))).read_text(encoding="utf-8").replace('url("../', 'url("')
