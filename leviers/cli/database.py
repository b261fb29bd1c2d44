"""Is the database ours, whole, and of our age? Asked before anything is written to it."""

import gc
import sqlite3
from contextlib import closing
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError, OperationalError, connection
from django.db.migrations.exceptions import InconsistentMigrationHistory
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from leviers.courrier.ecrire import write_on_one_line
from leviers.errors import NotReady

MIGRATIONS = MigrationRecorder.Migration._meta.db_table
ELSEWHERE = (
    "Rien n’a été modifié. Pour repartir à neuf sans rien perdre : déplacez ce fichier, "
    "ou choisissez un autre dossier avec LEVIERS_HOME=/chemin, puis relancez."
)
SERVER = (
    "Vérifiez que le serveur PostgreSQL est lancé, que la base et le compte existent, et ce que dit "
    "DATABASE_URL : postgres://compte:motdepasse@machine:port/base. Rien n’a été modifié."
)
RECENT = "Mettez le programme à jour (git pull), ou choisissez un autre dossier avec LEVIERS_HOME=/chemin."


def migrate() -> None:
    """Bring the tables to the present version; what cannot be is left as it is.

    Raises  NotReady when the database is damaged, another program's, or of a later version.
    """
    try:
        check_database()
        gc.set_threshold(200_000, 50, 100)  # thousands of classes drawn and dropped: 10.1 s become 7.5 s
        call_command("migrate", verbosity=0, interactive=False)
    except InconsistentMigrationHistory as error:
        raise NotReady(f"L’histoire de {_name()} est incohérente.", advice=ELSEWHERE) from error
    except DatabaseError as error:
        raise unusable(error) from error


def check_database() -> None:
    """Look at the database without writing to it; same refusals as `migrate`."""
    tables, applied = _look_at_file() if connection.vendor == "sqlite" else _look_at_server()
    if not tables:
        return
    labels = {label for label, _ in applied}
    is_foreign = MIGRATIONS not in tables or labels - set(apps.app_configs)
    if is_foreign and "catalogue" not in labels:
        raise NotReady(f"{_name()} n’est pas une base de Leviers.", advice=ELSEWHERE)
    ours = {config.label for config in apps.get_app_configs() if config.name.startswith("leviers.")}
    unknown = applied - set(MigrationLoader(None).disk_migrations)
    if any(label in ours for label, _ in unknown):
        raise NotReady(f"{_name()} vient d’une version plus récente de Leviers.", advice=RECENT)


State = tuple[set[str], set[tuple[str, str]]]


def _look_at_file() -> State:
    """Tables and applied migrations of a SQLite file, opened so that not a byte of it can change."""
    file = Path(str(connection.settings_dict["NAME"]))
    if file.is_dir():
        advice = "Déplacez-le, ou choisissez un autre LEVIERS_HOME=/chemin, puis relancez."
        raise NotReady(f"{_name()} est un dossier.", advice=advice)
    if not file.is_file():
        return set(), set()
    try:
        with closing(sqlite3.connect(f"{file.as_uri()}?mode=ro", uri=True)) as reader:
            if reader.execute("pragma quick_check(1)").fetchone()[0] != "ok":
                raise NotReady(f"{_name()} est abîmée.", advice=_save_first())
            tables = {row[0] for row in reader.execute("select name from sqlite_master where type = 'table'")}
            query = f"select app, name from {MIGRATIONS}"  # noqa: S608 (our own word)
            return tables, set(reader.execute(query)) if MIGRATIONS in tables else set()
    except sqlite3.DatabaseError as error:
        raise unusable(error) from error


def _look_at_server() -> State:
    try:
        tables = set(connection.introspection.table_names())
        return tables, set(MigrationRecorder(connection).applied_migrations())
    except DatabaseError as error:
        raise unusable(error) from error


def unusable(error: DatabaseError | sqlite3.DatabaseError) -> NotReady:
    """Say in French why the database does not answer, and what to do."""
    said = str(error)
    if connection.vendor == "postgresql" and isinstance(error, OperationalError):
        return NotReady(f"La base PostgreSQL ne répond pas ({write_on_one_line(said)}).", advice=SERVER)
    if "locked" in said:
        advice = "Un autre programme l’occupe : attendez quelques secondes, ou arrêtez-le, puis relancez."
    elif "disk" in said and "full" in said:
        advice = "Libérez de la place sur le disque, puis relancez."
    elif "malformed" in said:
        advice = _save_first()
    elif "no such table" in said or "does not exist" in said:
        advice = "Lancez d’abord « leviers prepare »."
    elif "readonly" in said or "unable to open" in said:
        advice = (
            "Donnez les droits d’écriture sur ce fichier et son dossier, ou choisissez un autre LEVIERS_HOME."
        )
    else:
        advice = ELSEWHERE
    return NotReady(f"{_name()} ne peut pas servir ({said}).", advice=advice)


def _name() -> str:
    file = settings.DATABASES["default"]["NAME"]
    return f"La base de données « {file} »"


def _save_first() -> str:
    file = Path(str(settings.DATABASES["default"]["NAME"]))
    return (
        f"Rien n’a été effacé. Restaurez une sauvegarde ; à défaut, « sqlite3 {file.name} .recover » en tire "
        "ce qui peut l’être. Pour repartir à neuf, déplacez ce fichier puis relancez."
    )
