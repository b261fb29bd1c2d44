"""Where a reader contests a record, by its identifier."""

from django.urls import NoReverseMatch

from leviers.web.kit.jinja import reverse_url


def find_form(genre: str, code: str) -> str:
    """Where a reader contests a record; nothing for an identifier that no address holds (an end of line)."""
    try:
        return reverse_url("contester", genre, code)
    except NoReverseMatch:
        return ""
