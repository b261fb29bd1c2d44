"""Static files of the kit: one style sheet made of many, compressed and named by content."""

import re
from collections.abc import Iterator
from typing import Any

from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage

_IMPORT = re.compile(r'@import "([^"]+)";\n?')
_COMMENT = re.compile(r"/\*.*?\*/", re.S)
_BLANK = re.compile(r"\s*\n\s*")
SHEET = "kit/kit.css"


class KitStorage(CompressedManifestStaticFilesStorage):
    """Storage that writes the imports of the kit's sheet in place, so that one request brings it all."""

    manifest_strict = False

    def post_process(self, paths: dict[str, Any], dry_run: bool = False, **options: Any) -> Iterator[Any]:
        """Flatten the sheet, then hash and compress every file."""
        if SHEET in paths and not dry_run:
            flat = _IMPORT.sub(lambda match: self._read(f"kit/{match[1]}"), self._read(SHEET))
            self.delete(SHEET)
            self._save(SHEET, ContentFile(_BLANK.sub("\n", _COMMENT.sub("", flat)).encode()))
            paths[SHEET] = (self, SHEET)
        yield from super().post_process(paths, dry_run, **options)

    def _read(self, name: str) -> str:
        with self.open(name) as stream:
            return stream.read().decode().replace('url("../', 'url("')
