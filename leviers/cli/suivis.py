"""Letters that came back, and those of which nobody knows whether they left."""

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter
from django.db import DatabaseError

from leviers.cli import database
from leviers.courrier import tournee
from leviers.courrier.models import Lettre
from leviers.courrier.retard import list_to_decide, read_retard
from leviers.participation.suivis.rebonds import read_bounces
from leviers.reference.typography import pluriel

SHOWN = 50


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


def letters(
    *, retry: Annotated[list[int] | None, Parameter(help="numéros des lettres à renvoyer")] = None
) -> None:
    """Liste les lettres refusées, ou peut-être parties, et celles qui attendent ; en renvoie."""
    try:
        if retry:
            done = tournee.retry(Lettre.objects.filter(pk__in=retry).exclude(destinataire=""))
            print("Elles partent dans la minute." if done else "Aucune de ces lettres n’attend une décision.")
            return
        stuck, late = list_to_decide(), read_retard()
    except DatabaseError as error:
        raise database.unusable(error) from error
    for one in stuck[:SHOWN]:
        print(
            f"{one.pk}  {one.get_etat_display()}, {one.genre} : {one.sujet}  ({one.erreur or 'interrompue'})"
        )
    print(f"{pluriel(len(stuck), 'lettre', 'lettres')} à décider.")
    if late.depuis:
        print(f"{pluriel(late.nb, 'lettre attend', 'lettres attendent')} depuis {late.depuis:%d/%m à %H:%M}.")
        print(late.erreur)
