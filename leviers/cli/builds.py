"""Commands of the data path: build, diff, explain."""

import csv
import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

from cyclopts import Parameter
from django.db import DatabaseError
from rich.console import Console

from leviers.errors import LeviersError, NotReady
from leviers.evidence import mouvements
from leviers.reference.home import find_home
from leviers.search.disk import Written, write_index
from leviers.sources.fetch import choose_sources, fetch_sources, find_mirror
from leviers.warehouse.build import find_current
from leviers.warehouse.chain import ChainReport, build_all
from leviers.warehouse.compare import diff as compare_builds
from leviers.warehouse.explain import Figure, say_figure
from leviers.warehouse.explain import explain as explain_figure
from leviers.warehouse.fictif import build_orval
from leviers.warehouse.indicateurs import LIGNES
from leviers.warehouse.read import ORVAL, find_build, open_build

ETATS = {"lue": "lue", "reprise": "inchangée", "gardee": "GARDÉE", "absente": "absente"}
SHOWN = 20
UNDATED = "aucune"


def build(
    *,
    as_json: Annotated[bool, Parameter(name="--json", negative="", help="rapport complet, en JSON")] = False,
    accept_losses: Annotated[
        bool,
        Parameter(
            name="--accepter-pertes", negative="", help="publie même si une source ou une table a rétréci"
        ),
    ] = False,
) -> None:
    """Construit tables et indicateurs à partir de ce que « leviers fetch » a reçu.

    Seul ce qui a changé est recalculé. Le build en place n’est remplacé que par un build entier et vérifié.
    """
    home = find_home()
    try:
        with _show_step(quiet=as_json) as watch:
            report = build_all(home, accept_losses=accept_losses, watch=watch)
    except LeviersError as error:
        if as_json:
            print(json.dumps({"erreur": error.message, "conseil": error.advice}, ensure_ascii=False))
            sys.exit(1)
        raise
    moved, index = _settle(), _index(home)
    if as_json:
        told = {"niveaux_changes": moved, "index": asdict(index) if index else None}
        print(json.dumps(report.as_json() | told, ensure_ascii=False, indent=1))
        return
    for line in _say_report(report):
        print(line)
    print(say_index(index))
    if moved is None:
        print("Niveaux de preuve : la base n’est pas prête, ils suivront à « leviers prepare ».")
    else:
        print(f"Niveaux de preuve : {moved} changement{'s' if moved > 1 else ''}, au journal public.")


def _index(home: Path) -> Written | None:
    """Index of the search for the build in force; None when it could not be written."""
    try:
        return write_index(home)
    except NotReady as error:
        print(f"{error.message} {error.advice}", file=sys.stderr)
        return None


def say_index(index: Written | None) -> str:
    """One line on the index of the search."""
    if index is None:
        return "Index de recherche : pas écrit ; il le sera par le site en marche, ou à « leviers prepare »."
    nb = f"{sum(index.nb.values()):,}".replace(",", "\u202f")
    how = f"écrits en {index.secondes:.1f} s".replace(".", ",") if index.est_nouveau else "déjà là"
    return f"Index de recherche : {nb} documents, {how}."


def _settle() -> int | None:
    """Niveaux brought up to date with the new build; None while there is no database to keep them."""
    try:
        return len(mouvements.settle())
    except DatabaseError:
        return None


def bring() -> None:
    """Apporte les données ouvertes : le miroir, sinon le build en place, sinon le territoire fictif.

    Un build fait par un logiciel plus ancien est refait à partir de ce qui avait été reçu.
    """
    home, mirror = find_home(), find_mirror()
    if mirror:
        for outcome in fetch_sources(choose_sources(()), home, mirror=mirror):
            if outcome.etat == "echec":
                print(f"  {outcome.source} : {outcome.message}", flush=True)
        build_all(home)
    elif (home / "raw").exists():
        build_all(home)
    if (home / ORVAL).exists() or find_build(home) is None:
        build_orval(home)
    print(f"  {say_build(home)}", flush=True)
    for place in (home, home / ORVAL):
        if find_current(place):
            print(f"  {say_index(_index(place))}", flush=True)


def say_build(home: Path) -> str:
    """One line on the build in force: its number, its size, whether it is of the invented territoire only.

    Raises  NotReady when there is none
    """
    with open_build(home) as connection:
        number = Path(str(connection.execute("select path from duckdb_databases()").fetchall()[0][0])).stem
        counts = dict(connection.execute("select nom, lignes from meta.tables").fetchall())
        fictif = connection.execute("select nom from facts.territoires where est_fictif").fetchone()
    said = ", ".join(
        f"{counts[f'facts.{table}']} {words}"
        for table, words in (
            ("marches", "marchés"),
            ("subventions", "subventions"),
            ("deliberations", "délibérations"),
        )
    )
    origin = f"territoire fictif, {fictif[0]}" if fictif else "données réelles"
    return f"Données ouvertes ({origin}) : {said}, {counts['indicators.valeurs']} valeurs, build {number}"


def diff(
    before: Annotated[str, Parameter(help="numéro du premier build")],
    after: Annotated[str, Parameter(help="numéro du second ; par défaut, celui en place")] = "",
) -> None:
    """Dit en mots ce qui a changé entre deux builds."""
    home = find_home()
    current = find_build(home)
    if not after and current is None:
        raise NotReady("Aucun build n’est en place.", advice="Lancez « leviers build ».")
    for line in compare_builds(home, before, after or (current.stem if current else "")).say():
        print(line)


def explain(
    indicateur: Annotated[str, Parameter(help="code de l’indicateur")],
    territoire: Annotated[str, Parameter(help="SIREN, ou nom dans l’adresse : saint-etienne")],
    annee: Annotated[str, Parameter(help="année, ou « aucune » pour une liste sans année")],
    *,
    as_csv: Annotated[bool, Parameter(name="--csv", negative="", help="toutes les lignes, en CSV")] = False,
    sql: Annotated[bool, Parameter(name="--sql", negative="", help="montre aussi la requête")] = False,
) -> None:
    """Remonte d’un chiffre à ses lignes : valeur, couverture, limites, puis chaque ligne et son fichier."""
    if annee != UNDATED and not (annee.isascii() and annee.isdigit() and len(annee) == 4):
        raise NotReady(f"« {annee} » n’est pas une année.", advice="Écrivez quatre chiffres, ou « aucune ».")
    year = None if annee == UNDATED else int(annee)
    with open_build(find_home()) as connection:
        figures = explain_figure(connection, indicateur, territoire, year)
        files = dict(connection.execute("select fichier, adresse from meta.fichiers").fetchall())
    if as_csv:
        _write_csv(figures)
        return
    for figure in figures:
        _print_figure(figure, files, with_query=sql)


def _print_figure(figure: Figure, files: dict[str, str], *, with_query: bool) -> None:
    print("\n".join(say_figure(figure)))
    print("Fichiers :")
    for name in sorted({line["fichier"] for line in figure.lignes}):
        print(f"  {name}  {files.get(name) or 'copié d’un miroir'}")
    print("Lignes (fichier, rang, identifiant, numérateur / dénominateur, utile) :")
    for line in figure.lignes[:SHOWN]:
        print(
            f"  {line['fichier']}:{line['ligne']}  {line['fait_id']}  {_cell(line['numerateur'])} /"
            f" {_cell(line['denominateur'])}  {'oui' if line['est_utile'] else 'non'}"
        )
    if len(figure.lignes) > SHOWN:
        print(f"  … et {len(figure.lignes) - SHOWN} autres : ajoutez --csv pour les avoir toutes.")
    if with_query:
        print(f"Requête, à relancer sur le build :\n{figure.requete}")
    print()


def _write_csv(figures: list[Figure]) -> None:
    writer = csv.DictWriter(sys.stdout, fieldnames=list(LIGNES), lineterminator="\n")
    writer.writeheader()
    for figure in figures:
        writer.writerows(figure.lignes)


def _cell(value: Any) -> str:
    return "-" if value is None else f"{float(value):g}" if abs(float(value)) < 1e6 else f"{float(value):.2f}"


def _say_report(report: ChainReport) -> Iterator[str]:
    yield "Sources"
    for state in report.sources:
        rows = (
            f"{state.lignes_lues} lignes, {state.lignes_rejetees} écartées, {state.cellules} cellules vidées"
        )
        said = rows if state.etat != "absente" else state.message
        yield f"  {state.source:<14} {ETATS[state.etat]:<10} {said}"
        if state.etat == "gardee":
            yield f"{'':17}dernière bonne livraison : {state.date}, il y a {state.age_jours} jours."
            yield f"{'':17}{state.message}"
    if report.etapes:
        yield "Tables"
        for step in report.etapes:
            seconds = f"{step['secondes']:.2f}".replace(".", ",")
            yield f"  {step['table']:<46} {step['lignes']:>9} lignes  {seconds:>6} s  {step['origine']}"
    if report.changements:
        yield f"Depuis le build {report.precedent}"
        yield from (f"  {change}" for change in report.changements)
    novelty = "nouveau" if report.est_nouveau else "déjà construit : mêmes sources, mêmes requêtes"
    yield f"Build {report.numero} ({novelty}), {report.secondes:.1f} s".replace(".", ",")


@contextmanager
def _show_step(*, quiet: bool) -> Iterator[Callable[[str], None]]:
    """The step under way on a terminal, nothing elsewhere."""
    console = Console(stderr=True)
    if quiet or not console.is_terminal:
        yield lambda _step: None
        return
    with console.status("…") as status:
        yield lambda step: status.update(step)
