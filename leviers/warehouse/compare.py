"""Two builds compared: rows, sums, indicators, detections; said in words, refused when too much was lost."""

from dataclasses import dataclass, field
from pathlib import Path

import duckdb

from leviers.detection.compare import Versions, say_versions
from leviers.detection.compare import compare as compare_versions
from leviers.errors import BuildRefused, NotReady
from leviers.warehouse.indicateurs import LIENS

LOSS_PCT = 2.0  # default budget of architecture.md, for a table as for a source
SUMS = {
    "facts.marches": "montant_eur",
    "facts.concessions": "valeur_globale_eur",
    "facts.subventions": "montant_eur",
}
"""Amounts compared between builds; doubtful ones are left out."""
SHOWN = 12


@dataclass
class Change:
    """One measure before and after; None where the table or the value was not there."""

    quoi: str
    avant: float | None
    apres: float | None

    @property
    def lost_pct(self) -> float:
        """Part of the former value that is gone, in percent; 0 when it grew or is new."""
        if not self.avant:
            return 0.0
        return max(0.0, 100 * (self.avant - (self.apres or 0)) / self.avant)


@dataclass
class Comparison:
    """What moved between two builds."""

    lignes: list[Change] = field(default_factory=list)
    sommes: list[Change] = field(default_factory=list)
    valeurs: list[tuple[str, str, str, int | None, float | None, float | None]] = field(default_factory=list)
    detecteur: Versions | None = None

    def refuse_losses(self) -> None:
        """Refuse a build whose facts shrank beyond the budget.

        Raises  BuildRefused, with each table and its figures
        """
        lost = [
            change
            for change in self.lignes
            if change.quoi.startswith("facts.") and change.lost_pct > LOSS_PCT
        ]
        if lost:
            said = " ; ".join(_say_change(change) for change in lost)
            raise BuildRefused(
                f"Ce build perdrait plus de {LOSS_PCT:g} % des lignes du précédent : {said}.",
                advice="Regardez les sources ; si c’est voulu : « leviers build --accepter-pertes ».",
            )

    def say(self) -> list[str]:
        """What changed, one sentence a line, in French; « Rien n’a changé. » when nothing did."""
        said = [_say_change(change) for change in [*self.lignes, *self.sommes]]
        if self.valeurs:
            nb = len(self.valeurs)
            said.append(
                f"{nb} valeur{'s' if nb > 1 else ''} d’indicateur {'ont' if nb > 1 else 'a'} changé :"
            )
            said += [_say_value(*value) for value in self.valeurs[:SHOWN]]
            if nb > SHOWN:
                said.append(f"  … et {nb - SHOWN} autres")
        if self.detecteur:
            said += say_versions(self.detecteur)
        return said or ["Rien n’a changé."]


def compare(connection: duckdb.DuckDBPyConnection, *, before: str = "former", after: str = "") -> Comparison:
    """Compare two builds attached to one connection, by the names of their databases.

    Raises  duckdb.Error when one of them is not a build
    """
    prefix = f"{after}." if after else ""
    newest = after or _find_main(connection)
    known = {name: _count_tables(connection, name) for name in (before, newest)}
    former, newer = known.values()
    comparison = Comparison()
    for table in sorted(former.keys() | newer.keys()):
        if former.get(table) != newer.get(table):
            comparison.lignes.append(Change(table, former.get(table), newer.get(table)))
    for table, column in SUMS.items():
        sums = [
            _sum(connection, f"{start}{table}", column) if table in tables else None
            for start, tables in ((f"{before}.", former), (prefix, newer))
        ]
        if sums[0] != sums[1]:
            comparison.sommes.append(Change(f"{table}.{column}", *sums))
    if "indicators.valeurs" in former and "indicators.valeurs" in newer:
        comparison.valeurs = connection.execute(
            "select coalesce(a.code, b.code), coalesce(t.nom, a.territoire_siren, b.territoire_siren),"  # noqa: S608
            " coalesce(a.lien, b.lien), coalesce(a.annee, b.annee), a.valeur, b.valeur"
            f" from {before}.indicators.valeurs as a full join {prefix}indicators.valeurs as b"
            " on a.code = b.code and a.territoire_siren = b.territoire_siren and a.lien = b.lien"
            " and a.annee is not distinct from b.annee"
            f" left join {prefix}facts.territoires as t"
            " on t.siren = coalesce(a.territoire_siren, b.territoire_siren)"
            " where a.valeur is distinct from b.valeur and coalesce(a.code, b.code) in"
            f" (select code from {before}.indicators.valeurs"
            f" intersect select code from {prefix}indicators.valeurs)"
            " order by 1, 2, 3, 4"
        ).fetchall()
    if "labels.detections" in former and "labels.detections" in newer:
        comparison.detecteur = compare_versions(connection, before=before, after=newest)
    return comparison


def diff(home: Path, before: str, after: str) -> Comparison:
    """Compare two builds by their numbers.

    Raises  NotReady when one of them is not kept here
    """
    files = [home / "builds" / f"{number}.duckdb" for number in (before, after)]
    for number, file in zip((before, after), files, strict=True):
        if not number.isalnum() or not file.exists():
            known = ", ".join(sorted(path.stem for path in (home / "builds").glob("*.duckdb"))) or "aucun"
            raise NotReady(f"Le build « {number} » n’est pas ici.", advice=f"Builds gardés : {known}.")
    with duckdb.connect() as connection:
        for name, file in zip(("avant", "apres"), files, strict=True):
            connection.execute(f"attach '{str(file).replace(chr(39), chr(39) * 2)}' as {name} (read_only)")
        return compare(connection, before="avant", after="apres")


def _find_main(connection: duckdb.DuckDBPyConnection) -> str:
    return str(connection.execute("select current_database()").fetchall()[0][0])


def _count_tables(connection: duckdb.DuckDBPyConnection, database: str) -> dict[str, int]:
    return dict(connection.execute(f'select nom, lignes from "{database}".meta.tables').fetchall())  # noqa: S608


def _sum(connection: duckdb.DuckDBPyConnection, table: str, column: str) -> float | None:
    doubtful = "" if table.endswith("concessions") else " where montant_douteux is null"
    total = connection.execute(f"select sum({column}) from {table}{doubtful}").fetchall()[0][0]  # noqa: S608
    return None if total is None else float(total)


def _say_change(change: Change) -> str:
    if change.avant is None:
        return f"{change.quoi} : nouveau, {_number(change.apres)}"
    if change.apres is None:
        return f"{change.quoi} : disparu ({_number(change.avant)} auparavant)"
    gap = change.apres - change.avant
    sign = "+" if gap > 0 else "−"
    return f"{change.quoi} : {_number(change.avant)} → {_number(change.apres)} ({sign}{_number(abs(gap))})"


def _say_value(
    code: str, territoire: str, lien: str, annee: int | None, avant: float | None, apres: float | None
) -> str:
    year = annee or "sans année"
    return f"  {code}, {territoire} ({LIENS[lien]}), {year} : {_number(avant)} → {_number(apres)}"


def _number(value: float | None) -> str:
    if value is None:
        return "inconnu"
    text = f"{value:,.2f}" if value != int(value) else f"{int(value):,}"
    return text.replace(",", "\u202f").replace(".", ",")
