"""Every file of one edition in a folder; the same state and the same program give the same bytes."""

import re
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Any

from leviers.publication.donnees.bundle import write_bundle
from leviers.publication.donnees.fichiers import write_json
from leviers.publication.editions import layout
from leviers.publication.editions.chiffres import list_chiffres
from leviers.publication.editions.citation import write_citations
from leviers.publication.editions.lire import Publiee
from leviers.publication.editions.ouvrage import Atelier, Ouvrage, open_atelier
from leviers.publication.etude import papier
from leviers.publication.etude.etude import Etude
from leviers.warehouse.read import quote

Watch = Callable[[str, int], None]
"""Told of each step, in words, with the share of the work that is done, in percent."""
RESULTATS = "resultats"
_PAGE = re.compile(rb"/Type\s*/Page(?![a-z])")
_CHAPTERS, _PAPERS, _PORTRAITS, _DONNEES, _SUMS = 0, 25, 40, 75, 95
"""Where each step begins, in percent, as measured on the 22."""


def count_pages(pdf: bytes) -> int:
    """Pages of a PDF that we wrote: its page objects are not compressed."""
    return len(_PAGE.findall(pdf))


def write_edition(folder: Path, ouvrage: Ouvrage, *, watch: Watch) -> Publiee:
    """Write a whole edition in a new folder; `layout` says which files."""
    folder.mkdir(parents=True)
    with open_atelier(ouvrage) as atelier:
        whole, resume = _write_words(atelier, watch)
        pages = {}
        for place, one in enumerate((whole, resume)):
            watch(f"mise en page : {'résumé' if place else 'étude'}", _PAPERS + 8 * place)
            pages[one.forme] = _write_paper(folder / f"{one.forme}.pdf", one)
            write_json(folder / f"{one.forme}.json", one.as_data())
        portraits = _write_portraits(folder, atelier, watch)
        documents = [whole, resume, *portraits]
        _write_figures(folder / layout.FIGURES, documents)
        chiffres = list_chiffres(atelier.mesures, (one.as_data() for one in documents))
        write_json(folder / layout.CHIFFRES, chiffres)
        _write_resultats(folder / layout.DONNEES, atelier)
        write_json(folder / layout.PASSAGES, [asdict(one) for one in atelier.passages.values()])
    watch("données ouvertes", _DONNEES)
    write_bundle(folder / layout.DONNEES, ouvrage.etat)
    watch("citations et sommes", _SUMS)
    for name, text in write_citations(whole.titre, ouvrage.edition, ouvrage.doi).items():
        (folder / name).write_text(text, encoding="utf-8", newline="")
    said = _sum_up(ouvrage, whole, atelier) | {"pages": pages}
    return _close(folder, said)


def _write_words(atelier: Atelier, watch: Watch) -> tuple[Etude, Etude]:
    def tell(chapter: str, place: int, total: int) -> None:
        watch(f"chapitre {chapter}", _CHAPTERS + (_PAPERS - _CHAPTERS) * place // max(total, 1))

    return atelier.write_etude(tell), atelier.write_resume()


def _write_portraits(folder: Path, atelier: Atelier, watch: Watch) -> list[Etude]:
    """Words one after the other, paper on two threads: the compiler leaves Python alone."""
    place = folder / layout.PORTRAITS
    place.mkdir()
    metropoles, written, waiting = atelier.ouvrage.metropoles, [], []
    with ThreadPoolExecutor(max_workers=2) as pool:
        for rank, metropole in enumerate(metropoles):
            done = _PORTRAITS + (_DONNEES - _PORTRAITS) * rank // len(metropoles)
            watch(f"portrait : {metropole.nom}", done)
            written.append(one := atelier.write_portrait(metropole.slug))
            waiting.append(pool.submit(_write_paper, place / f"{metropole.slug}.pdf", one))
        for future in waiting:
            future.result()
    return written


def _write_paper(target: Path, one: Etude) -> int:
    target.write_bytes(content := papier.write_pdf(one))
    return count_pages(content)


def _write_figures(folder: Path, documents: Iterable[Etude]) -> None:
    folder.mkdir()
    for name, svg in {name: svg for one in documents for name, svg in one.figures.items()}.items():
        (folder / f"{name}.svg").write_text(svg, encoding="utf-8")


def _write_resultats(folder: Path, atelier: Atelier) -> None:
    """Results of surveys, on which some measures count: a table beside those of the open data."""
    folder.mkdir()
    target = str(folder / f"{RESULTATS}.parquet")
    options = "format parquet, compression zstd"
    atelier.mesures.connection.execute(
        f"copy (from {RESULTATS} order by all) to '{quote(target)}' ({options})"
    )


def _sum_up(ouvrage: Ouvrage, whole: Etude, atelier: Atelier) -> dict[str, Any]:
    edition, etat = ouvrage.edition, ouvrage.etat
    known = ouvrage.corrections
    return {
        "code": edition.code,
        "titre": edition.titre,
        "titre_etude": whole.titre,
        "jour": edition.jour.isoformat(),
        "version": etat.version,
        "build": etat.build.numero if etat.build else "",
        "logiciel": version("leviers"),
        "doi": ouvrage.doi,
        "precedente": ouvrage.precedente.code if ouvrage.precedente else "",
        "portraits": [one.slug for one in ouvrage.metropoles],
        "textes": len(ouvrage.rediges),
        "corrections": {cle: known[cle][1] for cle in sorted(atelier.corrections.appliquees)},
        "corrections_ecartees": atelier.corrections.ecartees,
    }


def _close(folder: Path, said: dict[str, Any]) -> Publiee:
    """Digests of every file, then what the edition is, last."""
    lines = [f"{layout.digest(folder / name)}  {name}\n" for name in layout.list_names(folder)]
    sums = "".join(lines)
    (folder / layout.SUMS).write_text(sums, encoding="utf-8")
    said |= {"digest": sha256(sums.encode()).hexdigest()}
    write_json(folder / layout.SUMMARY, said, indent=1)
    return Publiee(folder, said)
