"""Command of the study: publish; and the worker of its queue."""

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter
from django.conf import settings
from django.db import DatabaseError

from leviers.cli import database
from leviers.errors import EditionRefused, NotReady
from leviers.publication.donnees.disk import find_kept
from leviers.publication.editions import disk, fabrication, layout, lettres
from leviers.publication.editions.citation import check_doi
from leviers.publication.editions.layout import check_code
from leviers.publication.editions.lire import Publiee, find_edition
from leviers.publication.editions.ouvrage import Atelier, Ouvrage, open_atelier, prepare
from leviers.publication.editions.write import Watch, count_pages
from leviers.publication.etude import papier
from leviers.publication.etude.chapitres import portraits
from leviers.publication.etude.etude import Etude
from leviers.publication.swaps import name_draft
from leviers.reference.tardif import Tardif
from leviers.web.kit.typography import nombre, pluriel

if TYPE_CHECKING:
    from rich import console as rich_console
else:
    rich_console = Tardif("rich.console")

PDF = b"%PDF-"


def publish(
    *,
    output: Annotated[
        Path | None, Parameter(name=["-o", "--output"], help="écrit le PDF dans ce fichier")
    ] = None,
    edition: Annotated[
        str,
        Parameter(help="fige l’édition de ce code, comme 2026 : elle ne changera plus", show_default=False),
    ] = "",
    metropole: Annotated[
        str, Parameter(help="le portrait d’une métropole seule, comme nantes", show_default=False)
    ] = "",
    resume: Annotated[
        bool, Parameter(name="--resume", negative="", help="le résumé seul", show_default=False)
    ] = False,
    doi: Annotated[
        str, Parameter(help="avec --edition : son DOI, s’il est déjà connu", show_default=False)
    ] = "",
    jour: Annotated[date | None, Parameter(help="avec --edition : sa date, comme 2026-11-27")] = None,
) -> None:
    """Écrit l’étude : en PDF avec -o ; sans option, le brouillon du site ; avec --edition, la fige."""
    _check_words(output, edition=edition, metropole=metropole, resume=resume, has_rest=bool(doi or jour))
    if output:
        _check_output(output)
    try:
        if not edition:
            _write_draft(output, metropole=metropole, resume=resume)
        elif metropole or resume:
            _copy_frozen(
                output, edition, f"{layout.PORTRAITS}/{metropole}.pdf" if metropole else "resume.pdf"
            )
        else:
            _freeze(output, edition, check_doi(doi), jour)
    except DatabaseError as error:
        raise database.unusable(error) from error


def fabricate() -> None:
    """Fait ce qui attend dans la file des éditions, puis s’arrête ; lancé par le serveur."""
    while fabrication.run_next(settings.HOME):
        lettres.write_letters()


def _check_words(output: Path | None, *, edition: str, metropole: str, resume: bool, has_rest: bool) -> None:
    """Refuse options that do not go together."""
    if edition:
        check_code(edition)
    if metropole and resume:
        raise EditionRefused("--metropole et --resume ne vont pas ensemble.", advice="Lancez deux commandes.")
    if has_rest and (not edition or metropole or resume):
        raise EditionRefused(
            "--doi et --jour disent quelque chose d’une édition que l’on fige.",
            advice="Ajoutez --edition, comme « leviers publish --edition 2026 --doi 10.5281/zenodo.1 ».",
        )
    if (metropole or resume) and output is None:
        raise EditionRefused("Où écrire ce PDF ?", advice="Ajoutez -o FICHIER.pdf.")


def _check_output(output: Path) -> None:
    """Refuse a file that could not be written, or that is something else than a PDF, before any work."""
    if output.is_dir() or not output.parent.is_dir():
        what = (
            f"« {output} » est un dossier"
            if output.is_dir()
            else f"Le dossier « {output.parent} » n’existe pas"
        )
        raise EditionRefused(f"{what}.", advice="Donnez le nom d’un fichier, dans un dossier qui existe.")
    if output.suffix.lower() != ".pdf":
        raise EditionRefused(
            f"L’étude s’écrit en PDF, et « {output.name} » ne finit pas par .pdf.",
            advice=f"Donnez un nom comme {output.stem}.pdf ; le site donne les autres formats, à /etude/.",
        )
    if not os.access(output.parent, os.W_OK):
        raise NotReady(
            f"Le dossier « {output.parent} » ne se laisse pas écrire.",
            advice="Donnez les droits d’écriture, ou choisissez un autre dossier.",
        )
    try:
        with output.open("rb") as stream:
            is_pdf = stream.read(len(PDF)) in (PDF, b"")
    except FileNotFoundError:
        return
    except OSError as error:
        raise _refuse_disk(output, error) from error
    if not is_pdf:
        raise EditionRefused(
            f"« {output} » existe et n’est pas un PDF : il n’a pas été touché.", advice="Donnez un autre nom."
        )


def _write_draft(output: Path | None, *, metropole: str, resume: bool) -> None:
    """One document of the draft in a file; the whole draft of the site when no file is given."""
    ouvrage = prepare()
    if output is None:
        with _show_steps() as watch, disk.open_workshop(settings.HOME) as place:
            written = disk.make_draft(place, ouvrage, watch)
        how = f"fabriqué en {_say_seconds(written.secondes)}" if written.est_nouveau else "déjà là"
        print(f"Brouillon, {_say_pages(written.edition)}, {how}, dans {written.edition.folder}")
        _say_set_aside(written.edition.sommaire["corrections_ecartees"])
        return
    slug = ouvrage.find_metropole(metropole).slug if metropole else ""
    tables = portraits.list_tables() if slug else ()
    _write_one(
        output, ouvrage, lambda atelier, watch: _choose(atelier, watch, slug=slug, resume=resume), tables
    )


def _choose(atelier: Atelier, watch: Watch, *, slug: str, resume: bool) -> Etude:
    if slug:
        return atelier.write_portrait(slug)
    if resume:
        return atelier.write_resume()
    return atelier.write_etude(
        lambda chapter, place, total: watch(f"chapitre {chapter}", 60 * place // total)
    )


def _write_one(
    output: Path, ouvrage: Ouvrage, write: Callable[[Atelier, Watch], Etude], tables: Iterable[str] = ()
) -> None:
    started = perf_counter()
    kept = find_kept(settings.HOME, ouvrage.etat)
    with _show_steps() as watch, open_atelier(ouvrage, tables, kept=kept) as atelier:
        etude = write(atelier, watch)
        written = perf_counter()
        watch("mise en page", 60)
        content = papier.write_pdf(etude)
    _save(output, content)
    print(f"  textes et chiffres : {_say_seconds(written - started)}")
    print(f"  mise en page : {_say_seconds(perf_counter() - written)}")
    total = _say_seconds(perf_counter() - started)
    print(f"{etude.edition.titre}, {pluriel(count_pages(content), 'page')}, en {total}, dans {output}")
    if not etude.forme.startswith("portrait"):
        _say_set_aside(atelier.corrections.ecartees if etude.forme == "etude" else {})


def _freeze(output: Path | None, code: str, doi: str, jour: date | None) -> None:
    disk.refuse_frozen(settings.HOME / layout.FOLDER / code)
    ouvrage = prepare(code, jour=jour, doi=doi)
    with _show_steps() as watch, disk.open_workshop(settings.HOME) as place:
        written = disk.freeze(place, ouvrage, watch)
    fabrication.record(written.edition, by=None)
    print(
        f"{written.edition.titre} figée en {_say_seconds(written.secondes)}, "
        f"{_say_pages(written.edition)}, dans {written.edition.folder}"
    )
    _say_set_aside(written.edition.sommaire["corrections_ecartees"])
    if output:
        _save(output, (written.edition.folder / "etude.pdf").read_bytes())
        print(f"Son PDF est copié dans {output}")


def _copy_frozen(output: Path | None, code: str, name: str) -> None:
    """A file of a frozen edition, as it was written that day."""
    frozen = find_edition(settings.HOME, code)
    if frozen is None:
        raise EditionRefused(
            f"L’édition {code} n’est pas figée.",
            advice=f"Figez-la : « leviers publish --edition {code} » ; sans --edition, c’est le brouillon.",
        )
    if name not in frozen.pieces:
        known = ", ".join(frozen.sommaire["portraits"])
        raise EditionRefused(f"L’édition {code} n’a pas ce portrait.", advice=f"Choisissez parmi : {known}.")
    if output:
        _save(output, (frozen.folder / name).read_bytes())
        print(f"{frozen.titre}, tel que figé, dans {output}")


def _save(output: Path, content: bytes) -> None:
    """The whole file or none."""
    draft = name_draft(output)
    try:
        draft.write_bytes(content)
        draft.replace(output)
    except OSError as error:
        draft.unlink(missing_ok=True)
        raise _refuse_disk(output, error) from error


def _refuse_disk(output: Path, error: OSError) -> NotReady:
    return NotReady(
        f"« {output} » n’a pas pu être écrit ({disk.say_refusal(error)}).",
        advice="Libérez de la place ou donnez les droits d’écriture, puis relancez.",
    )


def _say_set_aside(ecartees: dict[str, str]) -> None:
    for cle, why in ecartees.items():
        print(f"  correction mise de côté, {cle} : {why}")


def _say_pages(edition: Publiee) -> str:
    return pluriel(edition.sommaire["pages"]["etude"], "page")


def _say_seconds(seconds: float) -> str:
    return f"{nombre(seconds, 1)} s"


@contextmanager
def _show_steps() -> Iterator[Watch]:
    """The step under way on a terminal, nothing elsewhere."""
    if not sys.stderr.isatty():
        yield disk.ignore
        return
    with rich_console.Console(stderr=True).status("…") as status:
        yield lambda step, percent: status.update(f"{percent} %, {step}")
