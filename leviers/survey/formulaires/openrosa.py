"""The small documents of OpenRosa: list of forms, manifest of files, answer to a submission."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from xml.sax.saxutils import escape

ENTETES = {"X-OpenRosa-Version": "1.0", "X-OpenRosa-Accept-Content-Length": str(10 * 1024 * 1024)}
TYPE = "text/xml; charset=utf-8"
_TETE = '<?xml version="1.0" encoding="UTF-8"?>\n'


@dataclass(frozen=True, slots=True)
class Entree:
    """One form a client may download; addresses are absolute, `xform` is the document it will get."""

    code: str
    titre: str
    version: str
    xform: str
    adresse: str
    manifeste: str = ""


def md5_of(content: bytes) -> str:
    """The hash OpenRosa asks for; it detects a change, it protects nothing."""
    return f"md5:{hashlib.md5(content, usedforsecurity=False).hexdigest()}"


def form_list(entrees: Iterable[Entree]) -> str:
    forms = "".join(
        f"<xform><formID>{escape(e.code)}</formID><name>{escape(e.titre)}</name>"
        f"<version>{escape(e.version)}</version><hash>{md5_of(e.xform.encode())}</hash>"
        f"<downloadUrl>{escape(e.adresse)}</downloadUrl>"
        + (f"<manifestUrl>{escape(e.manifeste)}</manifestUrl>" if e.manifeste else "")
        + "</xform>"
        for e in entrees
    )
    return f'{_TETE}<xforms xmlns="http://openrosa.org/xforms/xformsList">{forms}</xforms>'


def manifest(files: Mapping[str, bytes], addresses: Mapping[str, str]) -> str:
    """The attached CSV files of a form, with the address of each."""
    media = "".join(
        f"<mediaFile><filename>{escape(name)}</filename><hash>{md5_of(content)}</hash>"
        f"<downloadUrl>{escape(addresses[name])}</downloadUrl></mediaFile>"
        for name, content in files.items()
    )
    return f'{_TETE}<manifest xmlns="http://openrosa.org/xforms/xformsManifest">{media}</manifest>'


def response(message: str, *, nature: str = "submit_success") -> str:
    """What a client shows after it sent: `nature` is submit_success, submit_error or error."""
    return (
        f'{_TETE}<OpenRosaResponse xmlns="http://openrosa.org/http/response">'
        f'<message nature="{escape(nature)}">{escape(message)}</message></OpenRosaResponse>'
    )
