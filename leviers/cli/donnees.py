"""Command of the open data: donnees."""

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter
from django.conf import settings
from django.db import DatabaseError

from leviers.cli import database
from leviers.errors import NotReady
from leviers.publication.donnees.bundle import Bundle, write_bundle
from leviers.publication.donnees.disk import write_current
from leviers.publication.donnees.etat import read_etat
from leviers.warehouse.read import FICTIF, REEL


def donnees(
    *,
    output: Annotated[
        Path | None, Parameter(name=["-o", "--output"], help="écrit dans ce dossier, vide, hors du site")
    ] = None,
    is_invented: Annotated[
        bool, Parameter(name="--fictif", negative="", help="le territoire inventé, avec -o seulement")
    ] = False,
) -> None:
    """Écrit les fichiers de données ouvertes du moment ; rien n’est refait s’ils sont déjà là.

    Le site en marche le fait de lui-même, dans la minute qui suit un changement.
    """
    try:
        if output is None:
            if is_invented:
                raise NotReady(
                    "Les données inventées ne sont pas publiées par le site.",
                    advice="Donnez un dossier : « leviers donnees --fictif -o DOSSIER ».",
                )
            written = write_current(settings.HOME)
            how = (
                f"écrits en {written.secondes:.1f} s".replace(".", ",") if written.est_nouveau else "déjà là"
            )
            print(f"{say_bundle(written.bundle)}, {how}")
            return
        print(f"{say_bundle(_write(output, FICTIF if is_invented else REEL))}, dans {output}")
    except DatabaseError as error:
        raise database.unusable(error) from error


def say_bundle(bundle: Bundle) -> str:
    """One line on a bundle."""
    nb = f"{sum(one.nb_lignes for one in bundle.contenus):,}".replace(",", "\u202f")
    invented = " (données inventées)" if bundle.sommaire["est_fictif"] else ""
    return (
        f"Données ouvertes{invented}, version {bundle.version} : {len(bundle.contenus)} tables, {nb} lignes"
    )


def _write(folder: Path, monde: str) -> Bundle:
    etat = read_etat(monde)
    if etat is None:
        raise NotReady("Le territoire inventé n’est pas construit ici.", advice="Lancez « leviers prepare ».")
    if folder.exists() and any(folder.iterdir()):
        raise NotReady(
            f"Le dossier « {folder} » n’est pas vide.", advice="Donnez un dossier vide ou nouveau."
        )
    return write_bundle(folder, etat)
