"""The DCAT-AP catalogue of the data, as one graph: JSON-LD, and the same in Turtle.

Vocabularies  DCAT-AP 3; authority tables of the European Union for themes, formats, languages, frequencies
Shape         nodes of JSON-LD with prefixed names and no other context, so that both texts say the same graph
"""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from django.conf import settings

from leviers.publication.donnees.etat import Etat, name_publisher, name_site
from leviers.publication.donnees.fichiers import Fichier
from leviers.publication.donnees.paquet import OUVERTE, Contenu, list_licences, name_title

Node = dict[str, Any]
PREFIXES = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "spdx": "http://spdx.org/rdf/terms#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_EU = "http://publications.europa.eu/resource/authority"
_IANA = "https://www.iana.org/assignments/media-types"
_FORMATS = {"csv": "CSV", "parquet": "PARQUET", "geojson": "GEOJSON", "zip": "ZIP"}
_NOMS = {"csv": "CSV", "parquet": "Parquet", "geojson": "GeoJSON", "zip": "Tout, en une archive"}


def describe_catalogue(etat: Etat, contenus: Iterable[Contenu], archive: Fichier) -> Node:
    """The catalogue, its datasets and their distributions, as JSON-LD."""
    contenus = tuple(contenus)
    datasets = [_as_dataset(etat, contenu) for contenu in contenus]
    whole = _as_whole(etat, contenus, archive)
    catalogue = {
        "@id": f"{name_site()}/donnees/",
        "@type": "dcat:Catalog",
        **_common(etat),
        "dct:title": _french(name_title(etat)),
        "dct:description": _french(
            "Ce que font les 22 métropoles françaises pour l’économie sociale et solidaire : démarches, "
            "leviers, preuves, actes publics, indicateurs."
        ),
        "dct:license": _ref(OUVERTE["path"]),
        "foaf:homepage": _ref(f"{name_site()}/donnees/"),
        "dcat:themeTaxonomy": _ref(f"{_EU}/data-theme"),
        "dcat:dataset": [_ref(node["@id"]) for node in (whole, *datasets)],
    }
    parts = [node for dataset in (whole, *datasets) for node in (dataset, *dataset.pop("parts"))]
    return {"@context": PREFIXES, "@graph": [catalogue, _publisher(), *parts]}


def write_turtle(graph: Node) -> str:
    """The same graph in Turtle."""
    lines = [f"@prefix {name}: <{address}> ." for name, address in graph["@context"].items()]
    for node in graph["@graph"]:
        said = " ;\n    ".join(_list_predicates(node))
        lines += ["", f"<{node['@id']}> {said} ."]
    return "\n".join(lines) + "\n"


def _as_dataset(etat: Etat, contenu: Contenu) -> Node:
    table = contenu.table
    page = f"{name_site()}/donnees/{table.code}/"
    parts = [_as_distribution(etat, contenu, fichier) for fichier in contenu.fichiers]
    return {
        "@id": page,
        "@type": "dcat:Dataset",
        **_common(etat),
        "dct:title": _french(f"{table.titre} ({table.code})"),
        "dct:description": _french(f"{table.sens} Une ligne est {table.ligne}. {table.limite}".strip()),
        "dct:identifier": page,
        "dcat:landingPage": _ref(page),
        "dcat:version": etat.version,
        "dcat:keyword": [_french("économie sociale et solidaire"), _french("métropoles")],
        "dcat:theme": _ref(f"{_EU}/data-theme/{table.theme}"),
        "dct:accrualPeriodicity": _ref(f"{_EU}/frequency/IRREG"),
        "dct:temporal": _period(etat, contenu.annees),
        "dcat:distribution": [_ref(part["@id"]) for part in parts],
        "parts": parts,
    }


def _as_whole(etat: Etat, contenus: Iterable[Contenu], archive: Fichier) -> Node:
    """Everything at once, as a dataset of its own."""
    page = f"{name_site()}/donnees/"
    years = [year for contenu in contenus for year in contenu.annees or ()]
    part = {
        "@id": f"{page}#zip",
        **_as_file(etat, archive, page),
        "dct:license": _ref(OUVERTE["path"]),
        "dct:conformsTo": _ref("https://datapackage.org/standard/data-package/"),
    }
    return {
        "@id": f"{page}#ensemble",
        "@type": "dcat:Dataset",
        **_common(etat),
        "dct:title": _french(f"{name_title(etat)}, en entier"),
        "dct:description": _french(
            "Toutes les tables, leurs schémas et leur licence, en un paquet Frictionless."
        ),
        "dct:identifier": f"{page}#ensemble",
        "dcat:landingPage": _ref(page),
        "dcat:version": etat.version,
        "dcat:theme": [_ref(f"{_EU}/data-theme/{code}") for code in ("ECON", "GOVE", "REGI")],
        "dct:accrualPeriodicity": _ref(f"{_EU}/frequency/IRREG"),
        "dct:temporal": _period(etat, (min(years), max(years)) if years else None),
        "dcat:distribution": _ref(f"{page}#zip"),
        "parts": [part],
    }


def _as_distribution(etat: Etat, contenu: Contenu, fichier: Fichier) -> Node:
    page = f"{name_site()}/donnees/{contenu.table.code}/"
    licences = [_ref(licence["path"]) for licence in list_licences(contenu.table)]
    return {
        "@id": f"{page}#{fichier.format}",
        **_as_file(etat, fichier, page),
        "dct:license": licences[0],
        **({"dct:rights": _french_rights(contenu)} if len(licences) > 1 else {}),
    }


def _as_file(etat: Etat, fichier: Fichier, page: str) -> Node:
    return {
        "@type": "dcat:Distribution",
        "dct:title": _french(_NOMS[fichier.format]),
        "dct:language": _ref(f"{_EU}/language/FRA"),
        "dcat:accessURL": _ref(page),
        "dcat:downloadURL": _ref(f"{name_site()}/donnees/{fichier.nom}"),
        "dct:format": _ref(f"{_EU}/file-type/{_FORMATS[fichier.format]}"),
        "dcat:mediaType": _ref(f"{_IANA}/{fichier.media}"),
        "dcat:byteSize": _typed(str(fichier.octets), "nonNegativeInteger"),
        "spdx:checksum": {
            "@type": "spdx:Checksum",
            "spdx:algorithm": _ref("http://spdx.org/rdf/terms#checksumAlgorithm_sha256"),
            "spdx:checksumValue": _typed(fichier.sha256, "hexBinary"),
        },
        **({"dct:modified": _typed(etat.date, "date")} if etat.date else {}),
    }


def _common(etat: Etat) -> Node:
    return {
        "dct:publisher": _ref(f"{name_site()}/#editeur"),
        "dct:language": _ref(f"{_EU}/language/FRA"),
        "dct:spatial": _ref(f"{_EU}/country/FRA"),
        **({"dct:modified": _typed(etat.date, "date")} if etat.date else {}),
        **({"dcat:contactPoint": _contact()} if settings.CONTACT else {}),
    }


def _publisher() -> Node:
    return {"@id": f"{name_site()}/#editeur", "@type": "foaf:Agent", "foaf:name": _french(name_publisher())}


def _contact() -> Node:
    return {
        "@type": "vcard:Kind",
        "vcard:fn": name_publisher(),
        "vcard:hasEmail": _ref(f"mailto:{settings.CONTACT}"),
    }


def _french_rights(contenu: Contenu) -> Node:
    others = ", ".join(licence["title"] for licence in list_licences(contenu.table)[1:])
    return {
        "@type": "dct:RightsStatement",
        "dct:description": _french(
            f"{others} ; la table fichiers dit la licence de chaque fichier d’origine."
        ),
    }


def _period(etat: Etat, annees: tuple[int, int] | None) -> Node:
    """Years that the rows say; else the day of the state, which they describe."""
    ends = [_typed(str(annee), "gYear") for annee in annees] if annees else [_typed(etat.date, "date")] * 2
    return {"@type": "dct:PeriodOfTime", "dcat:startDate": ends[0], "dcat:endDate": ends[1]}


def _ref(address: str) -> Node:
    return {"@id": address}


def _french(text: str) -> Node:
    return {"@value": text, "@language": "fr"}


def _typed(text: str, kind: str) -> Node:
    return {"@value": text, "@type": f"xsd:{kind}"}


def _list_predicates(node: Node) -> Iterator[str]:
    for name, value in node.items():
        if name == "@id":
            continue
        values = value if isinstance(value, list) else [value]
        if name == "@type":
            yield f"a {', '.join(values)}"
        else:
            yield f"{name} {', '.join(_say(one) for one in values)}"


def _say(value: Any) -> str:
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
    if "@value" in value:
        text = json.dumps(value["@value"], ensure_ascii=False)
        return f"{text}@{value['@language']}" if "@language" in value else f"{text}^^{value['@type']}"
    return f"<{value['@id']}>" if "@id" in value else f"[ {' ; '.join(_list_predicates(value))} ]"
