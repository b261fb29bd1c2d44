"""Schema `lists`: what the pages of lists need and nothing else, in the order in which they show it.

faits, acteurs            one row of a list, numbered in the order of the page
faits_profils, …          rows that no filter tells apart, counted together
faits_mots, …             words, and the rows that hold them
"""

from pathlib import Path

from leviers.warehouse.plan import Model, read_folder

FOLDER = Path(__file__).parent / "lists"


def describe_lists() -> list[Model]:
    """The models of this schema: they are made for DuckDB and for pages, and left out of other engines."""
    return read_folder(FOLDER)
