"""How an edition is cited, for the programs that keep references: BibTeX, RIS, CSL-JSON."""

import json
import re
from datetime import date

from leviers.errors import EditionRefused
from leviers.publication.donnees.etat import name_publisher, name_site
from leviers.publication.etude.contexte import Edition

_DOI = re.compile(r"10\.\d{4,9}/[\w.()/:;-]{1,100}", re.ASCII)
_LATEX = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
_LATEX |= {sign: f"\\{sign}" for sign in "{}%&#$_"}
LICENCE = "Licence Ouverte 2.0"


def check_doi(doi: str) -> str:
    """A DOI without its address; empty stays empty.

    Raises  EditionRefused when it cannot be one
    """
    said = doi.strip().removeprefix("https://doi.org/").removeprefix("doi:").strip()
    if said and not _DOI.fullmatch(said):
        raise EditionRefused(
            f"« {said} » n’est pas un DOI.", advice="Un DOI s’écrit comme 10.5281/zenodo.1234567."
        )
    return said


def write_citations(titre: str, edition: Edition, doi: str = "") -> dict[str, str]:
    """Texts by name of file. Source  BibTeX (techreport), RIS (RPRT), CSL 1.0.2 (report)."""
    address = f"{name_site()}/etude/{edition.code}/"
    return {
        "citation.bib": _write_bibtex(titre, edition, address, doi),
        "citation.ris": _write_ris(titre, edition, address, doi),
        "citation.json": _write_csl(titre, edition, address, doi),
    }


def _write_bibtex(titre: str, edition: Edition, address: str, doi: str) -> str:
    publisher, day = name_publisher(), edition.jour
    fields = {
        "title": f"{{{_escape(titre)}}}",
        "author": f"{{{_escape(publisher)}}}",
        "institution": _escape(publisher),
        "type": "Rapport",
        "number": _escape(edition.titre),
        "year": str(day.year),
        "month": str(day.month),
        "url": address,
        "doi": doi,
        "language": "french",
        "note": LICENCE,
    }
    lines = [f"  {name} = {{{said}}}" for name, said in fields.items() if said]
    return "\n".join([f"@techreport{{leviers-{edition.code},", ",\n".join(lines), "}", ""])


def _escape(text: str) -> str:
    return "".join(_LATEX.get(sign, sign) for sign in text)


def _write_ris(titre: str, edition: Edition, address: str, doi: str) -> str:
    day = edition.jour
    fields = [
        ("TY", "RPRT"),
        ("TI", titre),
        ("AU", name_publisher()),
        ("PB", name_publisher()),
        ("PY", str(day.year)),
        ("DA", day.strftime("%Y/%m/%d/")),
        ("ET", edition.titre),
        ("UR", address),
        ("DO", doi),
        ("LA", "fr"),
        ("N1", LICENCE),
    ]
    lines = [f"{name}  - {' '.join(said.split())}\r\n" for name, said in fields if said]
    return "".join([*lines, "ER  - \r\n"])


def _write_csl(titre: str, edition: Edition, address: str, doi: str) -> str:
    item = {
        "id": f"leviers-{edition.code}",
        "type": "report",
        "genre": "Rapport",
        "title": titre,
        "author": [{"literal": name_publisher()}],
        "publisher": name_publisher(),
        "edition": edition.titre,
        "issued": {"date-parts": [_list_parts(edition.jour)]},
        "URL": address,
        **({"DOI": doi} if doi else {}),
        "language": "fr",
        "note": LICENCE,
    }
    return json.dumps([item], ensure_ascii=False, indent=1) + "\n"


def _list_parts(day: date) -> list[int]:
    return [day.year, day.month, day.day]
