"""Identifiers of records in addresses: letters, figures and - _ . : as they are, every other byte as ~XX.

A declared number may hold « / », spaces, « # », anything. Percent signs would do, but servers, proxies and
browsers decode %2F and collapse « // » and « .. » before we see them; nothing rewrites a tilde.
"""

import re

_PLAIN = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.:")
_CODED = re.compile(rb"~([0-9A-F]{2})")
EMPTY = "~"


class FaitConverter:
    """For `path()`: the identifier of a record, whatever it holds."""

    regex = r"(?:[A-Za-z0-9_:-]|~[0-9A-F]{2})(?:[A-Za-z0-9_.:-]|~[0-9A-F]{2})*|~"

    def to_python(self, value: str) -> str:
        """The identifier that an address names.

        Raises  ValueError, which is not found, when the bytes are no text or when another address is the one
        """
        code = (
            b"" if value == EMPTY else _CODED.sub(lambda hit: bytes.fromhex(hit[1].decode()), value.encode())
        )
        text = code.decode("utf-8")
        if self.to_url(text) != value:
            raise ValueError(value)
        return text

    def to_url(self, value: str) -> str:
        """The one address of an identifier; a first point would be a folder for a browser."""
        coded = "".join(chr(byte) if byte in _PLAIN else f"~{byte:02X}" for byte in value.encode("utf-8"))
        return (f"~2E{coded[1:]}" if coded.startswith(".") else coded) or EMPTY
