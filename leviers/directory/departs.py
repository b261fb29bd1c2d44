"""What each part of the directory keeps of a person: said once, when the applications are ready."""

from leviers.accounts import depart
from leviers.directory.fiches import effacer as effacer_fiches

depart.register(
    "annuaire", export=effacer_fiches.export, erase=effacer_fiches.erase, purge=effacer_fiches.purge
)
