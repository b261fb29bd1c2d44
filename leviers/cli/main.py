"""The command line: `leviers …`. Each command is one function of the library and a few printed lines."""

import gc
import os
import sys
from importlib.metadata import version

import django
from cyclopts import App, CycloptsError, Group, UnknownCommandError, UnknownOptionError
from cyclopts.exceptions import CoercionError, MissingArgumentError, UnusedCliTokensError
from django.core.exceptions import ImproperlyConfigured

from leviers.errors import LeviersError

COMMANDS = {
    "prepare": ("commands", "prépare l’installation : base, rôles, faits embarqués, fichiers de la charte"),
    "load": ("commands", "charge des fichiers de faits, sans jamais écraser ce qu’une personne a modifié"),
    "fetch": ("data", "récupère les sources publiques, ou les copie depuis un miroir, avec un reçu"),
    "build": ("builds", "construit tables et indicateurs à partir des sources reçues"),
    "diff": ("builds", "dit ce qui a changé entre deux builds"),
    "explain": ("builds", "remonte d’un indicateur à ses lignes, leurs fichiers et leurs rangs"),
    "detect": ("detection", "repère les leviers dans les titres d’un fichier"),
    "evaluate": ("detection", "mesure la détection sur des fiches étiquetées"),
    "reviews": ("reviews", "écrit les décisions de relecture, ou dit ce qu’elles apprennent au lexique"),
    "survey": ("survey", "mène les enquêtes : questionnaires, campagnes, lettres"),
    "bounces": ("suivis", "lit les lettres revenues, et met en pause les adresses qui n’existent plus"),
    "letters": ("suivis", "liste les lettres dont une personne doit décider, et en renvoie"),
    "accounts": ("commands", "crée les comptes d’exemple et affiche leurs mots de passe"),
    "role": ("people", "donne un rôle à la personne d’une adresse"),
    "purge": ("people", "efface ce qui est gardé depuis trop longtemps"),
    "donnees": ("donnees", "écrit les fichiers de données ouvertes : tables, paquet, catalogue, archive"),
    "publish": ("publish", "écrit l’étude en PDF, fabrique son brouillon, ou fige une édition"),
    "collect": ("commands", "rassemble styles, polices et scripts"),
    "serve": ("server", "sert le site"),
    "check": ("check", "sert le site le temps de lire la page d’accueil, et dit ce qui a été construit"),
    "doctor": ("commands", "vérifie l’installation et dit quoi faire"),
}


def explain(error: CycloptsError) -> str:
    """Say in French what is wrong with a command line."""
    help_line = "\n  → « leviers --help » donne les commandes, « leviers COMMANDE --help » leurs options.\n"
    if isinstance(error, UnknownCommandError):
        said = f"Commande inconnue « {(error.unused_tokens or [''])[0]} »."
    elif isinstance(error, UnknownOptionError):
        said = f"Option inconnue « {error.token.keyword or error.token.value} »."
    elif isinstance(error, CoercionError) and error.token:
        said = f"Valeur refusée « {error.token.value} » pour {error.token.keyword or 'un argument'}."
    elif isinstance(error, MissingArgumentError):
        said = f"Il manque {error.argument.name if error.argument else 'un argument'}."
    elif isinstance(error, UnusedCliTokensError):
        said = f"Mot de trop : « {(error.unused_tokens or [''])[0]} »."
    else:
        said = f"Ligne de commande refusée ({error})."
    return f"\nErreur. {said}{help_line}"


app = App(
    name="leviers",
    help="L’observatoire des leviers des métropoles en faveur de l’économie sociale et solidaire.",
    usage="leviers COMMANDE [OPTIONS]",
    version=lambda: version("leviers"),
    help_format="plaintext",
    group_commands=Group("Commandes"),
    group_parameters=Group("Options"),
    error_formatter=explain,
)
GROUPS = {"survey": "app"}
"""Commands that hold others: the name of their own App."""
for _name, (_module, _phrase) in COMMANDS.items():
    app.command(f"leviers.cli.{_module}:{GROUPS.get(_name, _name)}", name=_name, help=_phrase)
app.command("leviers.cli.server:tick", name="tick", show=False)
app.command("leviers.cli.builds:bring", name="bring", show=False)
app.command("leviers.cli.publish:fabricate", name="fabricate", show=False)
app["--help"].help, app["--version"].help = "affiche cette aide", "affiche la version"


SANS_PAGES = {"publish"}
"""Commands that start without the apps of the back office."""


def main() -> None:
    """Door of the command line: a known error is shown with its advice, never a trace."""
    is_light = sys.argv[1:2] and sys.argv[1] in SANS_PAGES
    os.environ.setdefault(
        "DJANGO_SETTINGS_MODULE", "config.settings_sans_pages" if is_light else "config.settings"
    )
    gc.set_threshold(1_000_000, 50, 100)  # modules and rows stay: no use in looking through them
    try:
        django.setup()
        app(sys.argv[1:])
    except (LeviersError, ImproperlyConfigured) as error:
        sys.stderr.write(f"\nErreur. {error}\n\n")
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    main()
