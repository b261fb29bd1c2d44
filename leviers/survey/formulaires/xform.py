"""XForm: the questionnaire for ODK and Enketo clients, and the instances they send back.

An instance comes from outside: it is read without DTD, entities nor network, within limits of size and depth.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from leviers.errors import InstanceRefusee
from leviers.reference.tardif import Tardif
from leviers.survey.formulaires.arbre import Element, Formulaire, Groupe, Question, Repetition
from leviers.survey.formulaires.constructions import SANS_VALEUR
from leviers.survey.formulaires.ecriture import headers_of, sheets_of, spell_other
from leviers.survey.formulaires.instance import MAX_REPETITIONS, answered_counts
from leviers.survey.formulaires.valeurs import clean_text

if TYPE_CHECKING:
    from lxml import etree
    from pyxform import xls2xform
else:
    etree, xls2xform = Tardif("lxml.etree"), Tardif("pyxform.xls2xform")

MAX_OCTETS = 5 * 1024 * 1024
MAX_ELEMENTS = 50_000
MAX_NIVEAUX = 30


@dataclass(frozen=True, slots=True)
class Instance:
    """One submission. `inconnus`: elements that hold a value and that the questionnaire does not know."""

    reponses: dict[str, str]
    identifiant: str = ""
    version: str = ""
    inconnus: tuple[str, ...] = ()
    precedent: str = field(default="")


def write_xform(formulaire: Formulaire) -> str:
    """The XForm that pyxform makes of this questionnaire; its form id is `formulaire.code`.

    "or_other" is written out, since pyxform would say « Other » and « Specify other. » in English.
    """
    sheets = {name: rows for name, rows in sheets_of(spell_other(formulaire)).items() if rows}
    heads = {f"{name}_header": [dict.fromkeys(headers_of(rows))] for name, rows in sheets.items()}
    return xls2xform.convert({**sheets, **heads, "sheet_names": list(sheets)}, form_name="data").xform


def write_instance(
    formulaire: Formulaire, reponses: Mapping[str, str], *, instance_id: str, version: str = ""
) -> str:
    """The XML instance of these answers, as a client would send it; give it `Evaluation.utiles()`."""
    root = etree.Element(formulaire.reglages.get("name") or "data", id=formulaire.code)
    if version or formulaire.version:
        root.set("version", version or formulaire.version)
    _fill(root, formulaire.elements, "", reponses, answered_counts(reponses))
    meta = etree.SubElement(root, "meta")
    etree.SubElement(meta, "instanceID").text = instance_id
    return etree.tostring(root, encoding="unicode")


def _fill(
    xml: "etree._Element",
    elements: tuple[Element, ...],
    prefix: str,
    reponses: Mapping[str, str],
    counts: Mapping[str, int],
) -> None:
    for element in elements:
        path = prefix + element.code
        if isinstance(element, Question):
            if element.type == "csv-external":
                continue  # it declares a file, and has no place in the instance
            child = etree.SubElement(xml, element.code)
            child.text = clean_text(reponses.get(path, "")) or None
        elif isinstance(element, Groupe):
            _fill(etree.SubElement(xml, element.code), element.elements, f"{path}/", reponses, counts)
        else:
            for number in range(1, counts.get(path, 0) + 1):
                child = etree.SubElement(xml, element.code)
                _fill(child, element.elements, f"{path}[{number}]/", reponses, counts)


def read_instance(xml: bytes, formulaire: Formulaire) -> Instance:
    """The answers of a submission.

    Raises InstanceRefusee: not XML, a DTD, too big or too deep, or another questionnaire. Values are cleaned
    and kept as they are: `evaluate` judges them. What the device adds (deviceid, username…) is left out.
    """
    root = _parse(xml)
    sent = root.get("id") or ""
    if sent != formulaire.code:
        raise InstanceRefusee(
            f"La réponse concerne le questionnaire « {sent[:100]} », et non « {formulaire.code} ».",
            advice="Téléchargez à nouveau le questionnaire dans votre application.",
        )
    reponses: dict[str, str] = {}
    inconnus: list[str] = []
    _collect(root, formulaire.elements, "", reponses, inconnus)
    return Instance(
        reponses=reponses,
        identifiant=_meta(root, "instanceID"),
        version=(root.get("version") or "")[:100],
        inconnus=tuple(inconnus[:100]),
        precedent=_meta(root, "deprecatedID"),
    )


def _parse(xml: bytes) -> "etree._Element":
    if len(xml) > MAX_OCTETS:
        raise InstanceRefusee("La réponse dépasse 5 Mo.", advice="Joignez les fichiers à part de la réponse.")
    if re.search(rb"<!\s*(DOCTYPE|ENTITY)", xml.replace(b"\x00", b""), re.IGNORECASE):
        raise InstanceRefusee(
            "La réponse déclare un DTD ou des entités.", advice="Aucun client ODK n’en envoie."
        )
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        root = etree.fromstring(xml, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise InstanceRefusee(
            "La réponse n’est pas un document XML lisible.", advice="Envoyez-la à nouveau."
        ) from error
    for count, (depth, _) in enumerate(_levels(root)):
        if depth > MAX_NIVEAUX or count > MAX_ELEMENTS:
            raise InstanceRefusee(
                "La réponse est trop profonde ou trop longue.",
                advice="Répondez sur le site, ou en plusieurs fois.",
            )
    return root


def _levels(root: "etree._Element") -> "Iterator[tuple[int, etree._Element]]":
    stack = [(1, root)]
    while stack:
        depth, node = stack.pop()
        yield depth, node
        stack.extend((depth + 1, child) for child in node)


def _local(node: "etree._Element") -> str:
    return str(etree.QName(node).localname)


def _meta(root: "etree._Element", name: str) -> str:
    for node in root:
        if _local(node) == "meta":
            for child in node:
                if _local(child) == name:
                    return clean_text(child.text or "")[:200]
    return ""


def _collect(
    xml: "etree._Element",
    elements: tuple[Element, ...],
    prefix: str,
    reponses: dict[str, str],
    inconnus: list[str],
) -> None:
    known = {element.code: element for element in elements}
    seen: dict[str, int] = {}
    for node in xml:
        name = _local(node)
        element = known.get(name)
        if any(etree.QName(key).localname == "template" for key in node.attrib):
            continue
        if element is None:
            if name != "meta" and "".join(node.itertext()).strip():
                inconnus.append(prefix + name)
            continue
        seen[name] = seen.get(name, 0) + 1
        if isinstance(element, Repetition):
            if seen[name] > MAX_REPETITIONS:
                raise InstanceRefusee(
                    f"« {element.code} » est répété plus de {MAX_REPETITIONS} fois.",
                    advice="Répondez en plusieurs fois.",
                )
            _collect(node, element.elements, f"{prefix}{name}[{seen[name]}]/", reponses, inconnus)
        elif isinstance(element, Groupe):
            _collect(node, element.elements, f"{prefix}{name}/", reponses, inconnus)
        elif element.type not in SANS_VALEUR:
            # An empty one too: the client has seen the question, its default no longer holds.
            reponses[prefix + name] = clean_text(node.text or "")
