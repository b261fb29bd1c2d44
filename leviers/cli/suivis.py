"""What people follow: letters that came back."""

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter
from django.db import DatabaseError

from leviers.cli import database
from leviers.participation.suivis.rebonds import read_bounces
from leviers.reference.typography import pluriel


def bounces(boite: Annotated[Path, Parameter(help="dossier Maildir ou fichier mbox")]) -> None:
    """Lit les lettres revenues ; une adresse dont deux lettres reviennent n’en reçoit plus."""
    try:
        releve = read_bounces(boite)
    except DatabaseError as error:
        raise database.unusable(error) from error
    print(
        f"{pluriel(releve.messages, 'message lu', 'messages lus')}, "
        f"{pluriel(releve.definitifs, 'retour définitif', 'retours définitifs')}, "
        f"{pluriel(releve.comptes, 'nouveau', 'nouveaux')}, "
        f"{pluriel(releve.en_pause, 'adresse mise en pause', 'adresses mises en pause')}."
    )
