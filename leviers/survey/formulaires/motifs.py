"""regex() in linear time: RE2 tries no path twice, so no pattern of an author can hang the server."""

from functools import lru_cache

import re2

MAX_MOTIF = 500


class MotifRefuse(ValueError):
    """A pattern that RE2 does not read: look-around, back-reference, or a plain mistake."""


@lru_cache(maxsize=512)
def compile_motif(pattern: str) -> "re2._Regexp":
    options = re2.Options()
    options.log_errors = False
    options.max_mem = 8 << 20
    if len(pattern) > MAX_MOTIF:
        raise MotifRefuse(f"plus de {MAX_MOTIF} caractères")
    try:
        return re2.compile(pattern, options)
    except re2.error as error:
        detail = error.args[0] if error.args else ""
        raise MotifRefuse(detail.decode() if isinstance(detail, bytes) else str(detail)) from error


def fully_matches(pattern: str, text: str) -> bool:
    """True when the whole text follows the pattern; a pattern that is not one matches nothing."""
    try:
        return compile_motif(pattern).fullmatch(text) is not None
    except MotifRefuse:
        return False
