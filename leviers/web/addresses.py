"""Addresses of public records; empty for a genre that has no page."""

from django.urls import get_resolver, reverse

GENRES = ("marche", "subvention", "deliberation", "acteur")


def find_fait_page(genre: str, fait_id: str) -> str:
    """Address of the page of one record, or an empty text.

    Not kept, unlike reverse_url: there are hundreds of thousands of records.
    """
    has_page = genre in GENRES and genre in get_resolver().reverse_dict
    return reverse(genre, args=[fait_id]) if has_page else ""
