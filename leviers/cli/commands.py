"""Commands that prepare an installation and load its content."""

import fcntl
import os
import secrets
import subprocess
import sys
from hashlib import blake2b
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.db import DatabaseError, connection

from leviers.accounts import roles
from leviers.accounts.models import Personne
from leviers.catalogue import published
from leviers.catalogue.facts import DATA, read_facts
from leviers.catalogue.load import Report, load_facts
from leviers.cli import database
from leviers.cli.builds import say_build
from leviers.errors import NotReady
from leviers.evidence import mouvements
from leviers.publication.editions.verifier import verify_all
from leviers.warehouse.read import find_build

WORDS = {
    "cree": ("créé", "créés"),
    "mis_a_jour": ("mis à jour", "mis à jour"),
    "inchange": ("inchangé", "inchangés"),
    "propose": ("proposé à la relecture", "proposés à la relecture"),
    "deja_propose": ("déjà proposé", "déjà proposés"),
    "absent": ("absent des fichiers, conservé", "absents des fichiers, conservés"),
}
GENRES = {"demarches": "démarches", "reperes": "repères", "leviers": "leviers"}
EXAMPLES = {
    "edition": roles.EDITION,
    "relecture": roles.RELECTURE,
    "enquetes": roles.ENQUETES,
    "controle": roles.ENQUETES,
    "contribution": roles.CONTRIBUTION,
    "animation": roles.ANIMATION,
}


def prepare() -> None:
    """Prépare l’installation : base de données, rôles, faits embarqués, charte, données ouvertes.

    Peut être relancé à tout moment : ce qui est fait n’est pas refait, rien n’est perdu.
    """
    database.check_database()
    collecting = subprocess.Popen([sys.executable, "-m", "leviers.cli.main", "collect"])
    bringing = subprocess.Popen([sys.executable, "-m", "leviers.cli.main", "bring"])
    try:
        print("Base de données", flush=True)
        database.migrate()
        roles.ensure_roles()
        print("Faits embarqués", flush=True)
        load(None)
        print("Fichiers de la charte", flush=True)
    finally:
        code = collecting.wait()
        if bringing.poll() is None:
            print("Données ouvertes", flush=True)
        has_data = bringing.wait() == 0
    if not has_data:
        print("Données ouvertes : pas construites ; le site s’ouvre sans elles", flush=True)
    mouvements.settle()
    if code:
        raise NotReady(
            "Les fichiers de la charte n’ont pas été rassemblés.", advice="Lancez « leviers collect »."
        )


def load(
    folder: Annotated[
        Path | None, Parameter(help="dossier des fichiers de faits ; par défaut ceux du site")
    ] = None,
) -> None:
    """Charge les fichiers de faits ; ce qu’une personne a modifié n’est jamais écrasé, mais proposé."""
    facts = read_facts(folder or DATA)
    try:
        report = load_facts(facts)
    except DatabaseError as error:
        raise database.unusable(error) from error
    print_report(report)


def print_report(report: Report) -> None:
    """Say in French what a load did."""
    for genre, counts in report.counts.items():
        said = [f"{count} {WORDS[word][count > 1]}" for word, count in counts.items() if count]
        print(f"  {GENRES[genre]} : {', '.join(said)}")
    for name in report.proposed:
        print(f"  modifié à la main, non écrasé, à examiner dans le back-office : {name}")


def collect() -> None:
    """Rassemble les fichiers de la charte (styles, polices, scripts), compressés et nommés par leur contenu.

    Rien n’est refait tant que leurs sources n’ont pas changé ; un travail interrompu est repris de zéro.
    """
    record = settings.HOME / "charte.txt"
    with record.open("a+", encoding="ascii") as stream:
        fcntl.flock(stream, fcntl.LOCK_EX)  # one at a time; given back even by a process that is killed
        known, present = record.read_text(encoding="ascii"), _digest_sources()
        if known == present and Path(settings.STATIC_ROOT).is_dir():
            return
        record.write_text("en cours", encoding="ascii")
        call_command("collectstatic", verbosity=0, interactive=False, clear=known == "en cours")
        record.write_text(present, encoding="ascii")


def _digest_sources() -> str:
    """Digest of the names, sizes and dates of every static file that would be collected."""
    digest = blake2b(digest_size=16)
    for finder in get_finders():
        for name, storage in finder.list([]):
            state = os.stat(storage.path(name))
            digest.update(f"{storage.path(name)} {state.st_size} {state.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def accounts() -> None:
    """Crée les comptes d’exemple, un par rôle et deux pour les enquêtes ; affiche leurs mots de passe."""
    file = settings.HOME / "comptes-exemple.txt"
    lines = file.read_text(encoding="utf-8").splitlines() if file.exists() else []
    passwords = {line.split()[0]: line.split()[1] for line in lines if len(line.split()) == 2}
    for name in EXAMPLES:
        passwords.setdefault(name, secrets.token_urlsafe(12))
    _write_privately(file, "".join(f"{name} {password}\n" for name, password in passwords.items()))
    print(f"Comptes d’exemple (gardés dans {file}) :")
    for name, role in EXAMPLES.items():
        roles.create_example(name, role, passwords[name])
        is_known = Personne.objects.get(username=name).check_password(passwords[name])
        print(f"  {name:<12} {passwords[name] if is_known else '(mot de passe changé depuis)'}")


def _write_privately(file: Path, text: str) -> None:
    """Write a whole file or none, readable by its owner only."""
    draft = file.with_suffix(f".{os.getpid()}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as stream:
        stream.write(text)
    draft.replace(file)


def doctor() -> None:
    """Vérifie l’installation : écriture, base, contenu ; dit quoi faire."""
    print(f"Dossier : {settings.HOME}")
    print(f"Base : {connection.vendor}")
    try:
        database.check_database()
        call_command("migrate", check_unapplied=True, verbosity=0)
        catalogue = published.current()
    except SystemExit as error:
        raise NotReady("La base n’est pas à jour.", advice="Lancez « leviers prepare ».") from error
    except DatabaseError as error:
        raise database.unusable(error) from error
    if find_build(settings.HOME):
        print(say_build(settings.HOME))
    print(f"Démarches publiées : {len(catalogue.demarches)} ; leviers : {len(catalogue.leviers)}")
    if not catalogue.demarches:
        raise NotReady("Le catalogue est vide.", advice="Lancez « leviers load ».")
    check_editions()
    print("Tout est en ordre.")


def check_editions() -> None:
    """Read every file of every frozen edition again.

    Raises  NotReady when one of them is not as it was frozen
    """
    checked = verify_all(settings.HOME)
    for code, faults in checked.items():
        if faults:
            shown = " ; ".join(faults[:5]) + (" ; …" if len(faults) > 5 else "")
            raise NotReady(
                f"L’édition {code} de l’étude n’est plus telle qu’elle a été figée : {shown}.",
                advice=f"Restaurez le dossier etudes/{code} d’une sauvegarde : une édition ne se refait pas.",
            )
    if checked:
        print(f"Éditions de l’étude vérifiées : {', '.join(checked)}")
