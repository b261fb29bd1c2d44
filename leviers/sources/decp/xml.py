"""DECP in XML, streamed: one contract in memory at a time, in the shape of their JSON.

An official file has no document type. One that declares any is refused before an entity could be expanded
or fetched (« billion laughs », external entities).
"""

from collections.abc import Iterator
from typing import IO, Any
from xml.parsers import expat

CONTRACTS = {"marche", "contrat-concession"}
CHUNK = 512 << 10
DEEPEST = 40


class XmlRefused(Exception):
    """The file declares a document type, or nests beyond reason."""


class _Reader:
    """Builds one mapping a contract: text for a leaf, a list where a name repeats, « » left out."""

    def __init__(self) -> None:
        self.done: list[tuple[str, dict[str, Any]]] = []
        self._open: list[tuple[str, dict[str, Any], list[str]]] = []
        self._depth = 0

    def start(self, name: str, _attributes: dict[str, str]) -> None:
        self._depth += 1
        name = name.rpartition(":")[2]
        if self._depth > DEEPEST:
            raise XmlRefused("des balises imbriquées sans fin")
        if self._open or (self._depth == 2 and name in CONTRACTS):
            self._open.append((name, {}, []))

    def text(self, text: str) -> None:
        if self._open:
            self._open[-1][2].append(text)

    def end(self, _name: str) -> None:
        self._depth -= 1
        if not self._open:
            return
        name, members, texts = self._open.pop()
        value: Any = members or "".join(texts).strip() or None
        if not self._open:
            self.done.append((name, members))
        elif value is not None:
            inside = self._open[-1][1]
            if name not in inside:
                inside[name] = value
            elif isinstance(inside[name], list):
                inside[name].append(value)
            else:
                inside[name] = [inside[name], value]


def _refuse_doctype(*_declaration: Any) -> None:
    raise XmlRefused("une déclaration de type de document (DOCTYPE)")


def read_contracts(stream: IO[bytes]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Give (« marche » or « contrat-concession », contract) in the order of the file.

    Raises  XmlRefused for a document type; expat.ExpatError where the file stops being XML, after the
            contracts read before.
    """
    reader, parser = _Reader(), expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler = reader.start, reader.end
    parser.CharacterDataHandler = reader.text
    parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = _refuse_doctype
    while True:
        data = stream.read(CHUNK)
        try:
            parser.Parse(data, not data)
        finally:
            done, reader.done = reader.done, []
            yield from done
        if not data:
            return
