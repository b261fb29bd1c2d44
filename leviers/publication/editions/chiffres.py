"""Every figure that the documents of an edition say, with its query, so that anybody may find it again."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from leviers.publication.etude.arbre import walk
from leviers.publication.etude.mesures import Definition, Mesures, load_definitions

ONE_KEY = " where cle = $cle"


def list_chiffres(mesures: Mesures, documents: Iterable[dict[str, Any]]) -> dict[str, Any]:
    """Measures by code: what each counts, its two queries, and the value of every key that was said.

    Shape   documents are `Etude.as_data()`; of each value: valeur (null: unknown), couverture_pct, annee,
            nb_lignes
    """
    used: dict[str, set[str]] = defaultdict(set)
    for document in documents:
        for piece in walk(document):
            if piece.get("sorte") == "chiffre":
                used[piece["mesure"]].add(piece["cle"])
                code, _, cle = piece["sur"].partition("|")
                if code:
                    used[code].add(cle)
    return {code: _describe(mesures, load_definitions()[code], used[code]) for code in sorted(used)}


def _describe(mesures: Mesures, definition: Definition, keys: set[str]) -> dict[str, Any]:
    counts = _count_rows(mesures, definition)
    values = {}
    for cle in sorted(keys):
        one = mesures.mesurer(definition.code, cle)
        coverage = one.couverture_pct
        values[cle] = {
            "valeur": one.valeur,
            "couverture_pct": None if coverage is None else float(coverage),
            "annee": one.annee,
            "nb_lignes": counts.get(cle, 0),
        }
    return {
        "titre": definition.titre,
        "unite": definition.unite,
        "cle": definition.cle,
        "requete": definition.requete,
        "requete_lignes": definition.requete_lignes,
        "valeurs": values,
    }


def _count_rows(mesures: Mesures, definition: Definition) -> dict[str, int]:
    """Rows behind each key, in one query for all of them."""
    every = definition.requete_lignes.removesuffix(ONE_KEY)
    query = f"select cle, count(*) from ({every}) group by cle"  # noqa: S608 (our own)
    found = mesures.connection.execute(query).fetchall()
    return {"" if cle is None else str(cle): int(count) for cle, count in found}
