"""What each part of the directory keeps of a person: said once, when the applications are ready."""

from leviers.accounts import depart
from leviers.directory.annonces import effacer as effacer_annonces
from leviers.directory.fiches import effacer as effacer_fiches

for _nom, _part in (("annuaire", effacer_fiches), ("reseau", effacer_annonces)):
    depart.register(_nom, export=_part.export, erase=_part.erase, purge=_part.purge)
