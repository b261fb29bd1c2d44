"""Files joined to answers: looked at, not believed; pictures are drawn anew, without their place."""

import io
import os
import re
import unicodedata
import zipfile
from hashlib import sha256
from pathlib import Path
from tempfile import NamedTemporaryFile

from django.conf import settings
from django.db.models import Sum
from PIL import Image, ImageOps, UnidentifiedImageError

from leviers.errors import PieceRefused
from leviers.survey.models import Participation, Piece

LIMIT = 10_000_000
"""Bytes of one file."""
QUOTA = 200_000_000
"""Bytes of all the files of one participation."""
_UNPACKED = 300_000_000
_PIXELS = 60_000_000
TYPES = {
    "pdf": "application/pdf",
    "odt": "application/vnd.oasis.opendocument.text",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv",
    "txt": "text/plain",
    "png": "image/png",
    "jpg": "image/jpeg",
    "webp": "image/webp",
}
"""What may be joined, by the ending of its name."""
_PICTURES = {"png": "PNG", "jpg": "JPEG", "webp": "WEBP"}
_ALIASES = {"jpeg": "jpg", "jpe": "jpg", "text": "txt", "tsv": "csv"}
_ACCEPTED = "Sont acceptés : PDF, ODT, DOCX, XLSX, CSV, TXT, PNG, JPEG et WebP, jusqu’à 10 Mo."
_UNSEEN = re.compile(r"[\x00-\x1f\x7f/\\:*?\"<>|\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


def add_piece(participation: Participation, name: str, content: bytes) -> Piece:
    """Keep one file joined to an answer.

    Type    found in its bytes; a name that says otherwise is refused
    Place   HOME/pieces, under the digest of what is kept: the same file twice is one file and one row
    Privacy a picture is drawn anew: place, date and camera are left out. Documents are kept as received
    Raises  PieceRefused, with what to do; nothing is kept then
    """
    if not content:
        raise PieceRefused("Ce fichier est vide.", advice="Choisissez-en un autre.")
    if len(content) > LIMIT:
        raise PieceRefused(
            f"Ce fichier pèse {len(content) / 1e6:.1f} Mo.".replace(".", ",", 1),
            advice="Réduisez-le à moins de 10 Mo, ou donnez plutôt l’adresse d’une page qui le montre.",
        )
    kind = _find_kind(name, content)
    if kind in _PICTURES:
        content = _draw_anew(content, kind)
    _require_room(participation, len(content))
    digest = sha256(content).hexdigest()
    _write(digest, content)
    piece, _ = Piece.objects.get_or_create(
        participation=participation,
        sha256=digest,
        nom=clean_name(name, kind),
        defaults={"type": TYPES[kind], "taille": len(content)},
    )
    return piece


def find_file(piece: Piece) -> Path:
    """Where the content of a piece is. Serve it as an attachment, never in place of a page."""
    return _place(piece.sha256)


def clean_name(name: str, kind: str) -> str:
    """The last part of a name, without what hides or escapes, ending as its content says."""
    stem = unicodedata.normalize("NFC", re.split(r"[/\\]", name)[-1])
    stem = _UNSEEN.sub("", stem)
    if _read_ending(stem) == kind:
        stem = stem.rpartition(".")[0]
    return f"{stem.strip('. ')[:120] or 'piece'}.{kind}"


def _find_kind(name: str, content: bytes) -> str:
    said = _read_ending(name)
    seen = _sniff(content, said)
    if seen is None:
        raise PieceRefused("Ce genre de fichier n’est pas accepté.", advice=_ACCEPTED)
    if said and said != seen:
        raise PieceRefused(
            f"Ce fichier se dit « .{said} », mais son contenu est d’un autre genre ({seen.upper()}).",
            advice="Enregistrez-le de nouveau sous son vrai format, puis joignez-le.",
        )
    return seen


def _read_ending(name: str) -> str:
    ending = name.rpartition(".")[2].lower().strip() if "." in name else ""
    return _ALIASES.get(ending, ending)


def _sniff(content: bytes, said: str) -> str | None:
    """The kind that the first bytes show; only a text needs its name to say which text it is."""
    if content.startswith(b"%PDF-"):
        return "pdf"
    if content.startswith(b"PK\x03\x04"):
        return _sniff_archive(content)
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if content.startswith(b"\xff\xd8\xff"):
        return "jpg"
    if content.startswith(b"RIFF") and content[8:12] == b"WEBP":
        return "webp"
    return (said if said == "csv" else "txt") if said in ("", "csv", "txt") and _is_text(content) else None


def _is_text(content: bytes) -> bool:
    """Whether it reads as text, in UTF-8 or as Windows writes it, and is no page nor drawing."""
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        return not _CONTROL.search(text) and not text.lstrip().startswith("<")
    return False


def _sniff_archive(content: bytes) -> str | None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = {one.filename: one for one in archive.infolist()}
            mimetype = members.get("mimetype")
            said = archive.read(mimetype) if mimetype and mimetype.file_size < 200 else b""
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, ValueError):
        return None
    if sum(one.file_size for one in members.values()) > _UNPACKED:
        return None
    if any(name.lower().endswith("vbaproject.bin") or name.startswith("Basic/") for name in members):
        raise PieceRefused(
            "Ce document contient des macros.",
            advice="Enregistrez-le sans macro, ou en PDF, puis joignez-le.",
        )
    if said.decode("ascii", "replace") == TYPES["odt"] and "content.xml" in members:
        return "odt"
    if "[Content_Types].xml" not in members:
        return None
    return "docx" if "word/document.xml" in members else "xlsx" if "xl/workbook.xml" in members else None


def _draw_anew(content: bytes, kind: str) -> bytes:
    """The same picture, upright, without any of the words that came with it."""
    try:
        with Image.open(io.BytesIO(content), formats=[_PICTURES[kind]]) as picture:
            if picture.width * picture.height > _PIXELS:
                raise PieceRefused("Cette image a trop de points.", advice="Réduisez ses dimensions.")
            upright = ImageOps.exif_transpose(picture)
            upright.load()
            colours = upright.info.get("icc_profile")
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise PieceRefused(
            "Cette image est abîmée.", advice="Ouvrez-la, enregistrez-la, puis joignez-la."
        ) from error
    bare = upright.copy()
    bare.info = {}
    drawn = io.BytesIO()
    options = {} if kind == "png" else {"quality": 90}
    bare.save(drawn, _PICTURES[kind], icc_profile=colours, **options)
    return drawn.getvalue()


def _require_room(participation: Participation, size: int) -> None:
    kept = Piece.objects.filter(participation=participation).aggregate(total=Sum("taille"))["total"] or 0
    if kept + size > QUOTA:
        raise PieceRefused(
            "Les pièces jointes à ces réponses dépassent 200 Mo.",
            advice="Donnez plutôt l’adresse d’une page qui montre ce document.",
        )


def _place(digest: str) -> Path:
    return Path(settings.HOME) / "pieces" / digest[:2] / digest


def _write(digest: str, content: bytes) -> None:
    place = _place(digest)
    if place.exists():
        return
    place.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=place.parent, delete=False) as draft:  # readable by its owner only
        draft.write(content)
        draft.flush()
        os.fsync(draft.fileno())
    Path(draft.name).replace(place)
