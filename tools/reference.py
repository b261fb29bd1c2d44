"""Rebuild the tables of territoires from the official perimeters.

Run by hand, once a year: `python -m tools.reference FOLDER`, with PyYAML. In FOLDER is unpacked the npm
package @etalab/decoupage-administratif (6.0.0 for 2026). metropoles.yaml keeps its words, with new figures.

Shape   communes, EPCI, départements, régions in JSON -> six CSV and metropoles.yaml, always the same bytes
Source  Insee (code officiel géographique, populations municipales), DGCL (EPCI); Licence Ouverte 2.0
"""

import csv
import json
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import yaml

from leviers.reference.siren import is_valid_siren

OUT = Path(__file__).parents[1] / "leviers/reference/data"
POPULATION_ANNEE = 2023  # regional sums are those of Insee for 2023: Île-de-France 12,463,067, Corse 355,486
KINDS = {
    "CC": "communaute-communes",
    "CA": "communaute-agglomeration",
    "CU": "communaute-urbaine",
    "METRO": "metropole",
    "MET69": "metropole-de-lyon",
}
# Published columns, each with its name in the package or in the rows counted here.
DEPARTEMENTS = {"code": "code", "nom": "nom", "region_code": "region"}
REGIONS = {"code": "code", "nom": "nom", "chef_lieu_code": "chefLieu"}
COMMUNES = {"code_insee": "code", "nom": "nom", "siren": "siren", "territoire_siren": "territoire"}
COMMUNES |= {"population": "population"}
EPCI = {"siren": "code", "nom": "nom", "kind": "kind", "population": "population"}
EPCI |= {"nb_communes": "nb_communes", "departement_code": "departement", "region_code": "region"}
CODES_POSTAUX = {"code_postal": "code_postal", "code_insee": "code", "nom": "nom"}
CODES_POSTAUX |= {"territoire_siren": "territoire"}
ANCIENS_CODES = {"ancien_code": "ancien", "code_insee": "code", "motif": "motif"}
Row = dict[str, Any]


def read_rows(folder: Path, name: str) -> list[Row]:
    (path,) = folder.rglob(f"data/{name}.json")
    rows: list[Row] = json.loads(path.read_text(encoding="utf-8").replace("'", "’"))
    return rows


def write_rows(name: str, rows: Iterable[Row], columns: dict[str, str]) -> None:
    """Write a table; `columns` gives for each published name that of the package."""
    table = [{new: row[old] for new, old in columns.items()} for row in rows]
    wrong = [row["siren"] for row in table if "siren" in row and not is_valid_siren(row["siren"])]
    if wrong:
        raise SystemExit(f"{name} : SIREN dont la clé de contrôle est fausse : {', '.join(wrong)}")
    with (OUT / name).open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, fieldnames=list(columns), lineterminator="\n")
        writer.writeheader()
        writer.writerows(table)
    print(f"{name} : {len(table)} lignes")


def count_epci(epci: Row, communes: dict[str, Row]) -> Row:
    """Count one EPCI; its département and région are those of most of its people."""
    members = [communes[code] for code in sorted(member["code"] for member in epci["membres"])]
    people: Counter[tuple[str, str]] = Counter()
    for member in members:
        people[member["departement"], member["region"]] += member["population"]
    departement, region = max(sorted(people), key=people.__getitem__)
    counted = {"kind": KINDS[epci["type"]], "population": people.total(), "nb_communes": len(members)}
    return epci | counted | {"membres": members, "departement": departement, "region": region}


def count_metropole(words: Row, epci: Row) -> Row:
    return words | {
        "kind": epci["kind"],
        "region_code": epci["region"],
        "departements": sorted({member["departement"] for member in epci["membres"]}),
        "population": epci["population"],
        "population_annee": POPULATION_ANNEE,
        "nb_communes": epci["nb_communes"],
    }


class Dumper(yaml.SafeDumper):
    """Quotes every code made of digits, which a reader would take for a number."""

    def represent_str(self, text: str) -> yaml.ScalarNode:
        return self.represent_scalar("tag:yaml.org,2002:str", text, "'" if text.isdigit() else None)


Dumper.add_representer(str, Dumper.represent_str)


def write_metropoles(epci: dict[str, Row]) -> list[str]:
    """Count the 22 again, give their names to the other tables, return their SIREN in order."""
    path = OUT / "metropoles.yaml"
    text = path.read_text(encoding="utf-8")
    comment = [line for line in text.splitlines() if line.startswith("#")]
    rows = [count_metropole(words, epci[words["siren"]]) for words in yaml.safe_load(text)]
    rows.sort(key=lambda row: str(row["siren"]))
    body = yaml.dump(rows, Dumper=Dumper, allow_unicode=True, sort_keys=False, width=200)
    path.write_text("\n".join([*comment, body]), encoding="utf-8")
    for row in rows:
        epci[row["siren"]]["nom"] = row["nom"]
    return [row["siren"] for row in rows]


def list_codes_postaux(communes: Iterable[Row], members: Iterable[Row]) -> list[Row]:
    """Every commune of each postcode that touches a métropole, so that a shared postcode is seen as such."""
    home = {row["code"]: row["territoire"] for row in members}
    shared = [(code, row) for row in communes for code in row.get("codesPostaux", ())]
    touched = {code for code, row in shared if row["code"] in home}
    return sorted(
        (
            {"code_postal": code, "territoire": home.get(row["code"], ""), **row}
            for code, row in shared
            if code in touched
        ),
        key=lambda row: (row["code_postal"], row["code"]),
    )


def list_anciens_codes(rows: Iterable[Row], members: Iterable[Row]) -> list[Row]:
    """Codes that stand for a commune of a métropole: merged communes, arrondissements of the three cities."""
    kept = {row["code"] for row in members}
    pairs = {
        (old, row["code"], "fusion")
        for row in rows
        if row["type"] == "commune-actuelle"
        for old in row.get("anciensCodes", ())
    }
    pairs |= {
        (row["code"], row["commune"], "arrondissement")
        for row in rows
        if row["type"] == "arrondissement-municipal"
    }
    return [
        {"ancien": old, "code": code, "motif": motif} for old, code, motif in sorted(pairs) if code in kept
    ]


def rebuild(folder: Path) -> None:
    rows = read_rows(folder, "communes")
    communes = {row["code"]: row for row in rows if row["type"] == "commune-actuelle"}
    epci = {row["code"]: count_epci(row, communes) for row in read_rows(folder, "epci")}
    metropoles = write_metropoles(epci)
    members = [row | {"territoire": siren} for siren in metropoles for row in epci[siren]["membres"]]
    write_rows("epci.csv", [epci[siren] for siren in sorted(epci)], EPCI)
    write_rows("communes_metropoles.csv", members, COMMUNES)
    write_rows("codes_postaux.csv", list_codes_postaux(communes.values(), members), CODES_POSTAUX)
    write_rows("anciens_codes.csv", list_anciens_codes(rows, members), ANCIENS_CODES)
    for name, columns in (("departements", DEPARTEMENTS), ("regions", REGIONS)):
        rows = [row for row in read_rows(folder, name) if row["zone"] in ("metro", "drom")]
        write_rows(f"{name}.csv", rows, columns)


if __name__ == "__main__":
    rebuild(Path(sys.argv[1]))
