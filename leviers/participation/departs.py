"""What each part of participation keeps of a person: said once, when the applications are ready."""

from leviers.accounts import depart
from leviers.participation import effacer_paroles
from leviers.participation.articles import effacer as effacer_articles
from leviers.participation.suivis import effacer as effacer_suivis

for _nom, _part in (
    ("articles", effacer_articles),
    ("paroles", effacer_paroles),
    ("suivis", effacer_suivis),
):
    depart.register(_nom, export=_part.export, erase=_part.erase, purge=_part.purge)
