"""What each part of the directory keeps of a person: said once, when the applications are ready."""

from leviers.accounts import depart
from leviers.directory.annonces import effacer as effacer_annonces

depart.register(
    "reseau", export=effacer_annonces.export, erase=effacer_annonces.erase, purge=effacer_annonces.purge
)
