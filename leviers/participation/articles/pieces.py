"""Pictures and files of articles: what is taken, what is refused, and what is erased from a picture."""

import io
import secrets
import warnings
import zipfile
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from PIL import Image, ImageOps, UnidentifiedImageError

MAX_BYTES = 8_000_000
MAX_PIXELS = 40_000_000
LONGEST_SIDE = 2000
"""Pixels of a picture as kept: twice the widest column of a page."""
IMAGES = {"JPEG": ("jpg", "image/jpeg"), "PNG": ("png", "image/png"), "WEBP": ("webp", "image/webp")}
_OOXML = "application/vnd.openxmlformats-officedocument"
DOCUMENTS = {
    "pdf": "application/pdf",
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "docx": f"{_OOXML}.wordprocessingml.document",
    "xlsx": f"{_OOXML}.spreadsheetml.sheet",
    "csv": "text/csv",
}
_INSIDE = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml", "odt": "content.xml", "ods": "content.xml"}
MAX_UNZIPPED = 200_000_000
REFUSED = "Ce n’est ni une image JPEG, PNG ou WebP, ni un document PDF, ODT, ODS, DOCX, XLSX ou CSV."


@dataclass(frozen=True)
class Accepted:
    """A file as it will be kept: its bytes, its kind, its sides when it is a picture."""

    content: ContentFile
    type_mime: str
    largeur: int | None = None
    hauteur: int | None = None


def choose_name(_piece: Any, name: str) -> str:
    """A name nobody can guess; of what was sent, the ending alone."""
    return f"articles/{secrets.token_hex(12)}{PurePath(name).suffix[:6]}"


def accept(file: Any) -> Accepted:
    """Read what was sent, by what it is and not by what it is called.

    Raises  ValidationError in French: too large, too many pixels, not of a kind that is taken
    """
    if file.size > MAX_BYTES:
        raise ValidationError("Ce fichier pèse plus de 8 Mo : allégez-le, puis recommencez.")
    file.seek(0)
    data = file.read(MAX_BYTES + 1)
    ending = PurePath(file.name).suffix[1:].lower()
    if ending in DOCUMENTS:
        return _accept_document(data, ending)
    return _accept_image(data)


def _accept_image(data: bytes) -> Accepted:
    """Draw the picture anew: place, device, comments and whatever followed the picture do not come along."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data), formats=tuple(IMAGES)) as sent:
                ending, type_mime = IMAGES[sent.format or ""]
                if sent.width * sent.height > MAX_PIXELS:
                    raise ValidationError("Cette image a plus de 40 millions de points : réduisez-la.")
                drawn: Image.Image = ImageOps.exif_transpose(sent)
                drawn.load()
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise ValidationError("Cette image a plus de 40 millions de points : réduisez-la.") from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:
        raise ValidationError(REFUSED) from error
    drawn.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    has_veil = "A" in drawn.getbands() or "transparency" in drawn.info
    mode = "RGBA" if has_veil and type_mime != "image/jpeg" else "RGB"
    clean = Image.new(mode, drawn.size)
    clean.paste(drawn.convert(mode))
    kept = io.BytesIO()
    clean.save(kept, format={"jpg": "JPEG", "png": "PNG", "webp": "WEBP"}[ending], quality=85)
    return Accepted(ContentFile(kept.getvalue(), f"image.{ending}"), type_mime, *clean.size)


def _accept_document(data: bytes, ending: str) -> Accepted:
    is_right = {"pdf": _is_pdf, "csv": _is_text}.get(ending, lambda sent: _is_office(sent, ending))
    if not is_right(data):
        raise ValidationError(f"Ce fichier n’est pas un vrai {ending.upper()}. {REFUSED}")
    return Accepted(ContentFile(data, f"document.{ending}"), DOCUMENTS[ending])


def _is_pdf(data: bytes) -> bool:
    return data.startswith(b"%PDF-") and b"%%EOF" in data[-2048:]


def _is_text(data: bytes) -> bool:
    head = data[:4096].lstrip(b"\xef\xbb\xbf \r\n\t")
    return b"\0" not in data and not head.startswith(b"<")


def _is_office(data: bytes, ending: str) -> bool:
    """A sheet or a text of an office suite that does not swell beyond reason."""
    if not data.startswith(b"PK\x03\x04"):  # something else stands before the archive
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return False
    return _INSIDE[ending] in {one.filename for one in entries} and (
        sum(one.file_size for one in entries) <= MAX_UNZIPPED
    )
