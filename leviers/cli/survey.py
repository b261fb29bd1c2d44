"""Commands of surveys: `leviers survey …`. Each is one function of the library and a printed line."""

from datetime import date
from pathlib import Path
from typing import Annotated

from cyclopts import App, Group, Parameter

from leviers.errors import LeviersError, NotReady
from leviers.evidence.enquetes import publish_campagne
from leviers.survey import campagnes
from leviers.survey.contacts import add_contacts
from leviers.survey.envois import Depart, send_waiting
from leviers.survey.exports import KINDS, PERIMETRES, PUBLIC, write_export
from leviers.survey.formulaires.livraison import deliver as deliver_questionnaire
from leviers.survey.listes import read_contacts
from leviers.survey.models import Campagne, Questionnaire
from leviers.survey.territoires import find_territoire
from leviers.survey.versions import import_version
from leviers.web.kit.typography import NBSP, pluriel

app = App(
    name="survey",
    help="Mène les enquêtes : questionnaires, campagnes, lettres.",
    help_format="plaintext",
    version_flags=[],
    group_commands=Group("Commandes"),
    group_parameters=Group("Options"),
)
Code = Annotated[str, Parameter(help="identifiant de la campagne, comme ess-2027")]


@app.command(name="import", help="importe un questionnaire XLSForm, et dit chaque défaut avec sa cellule")
def import_(
    file: Annotated[Path, Parameter(help="questionnaire .xlsx, .xls, .csv ou .md")],
    *tables: Annotated[Path, Parameter(help="fichiers .csv que le questionnaire cite")],
) -> None:
    """Importe un questionnaire : un même contenu est une même version."""
    files = {table.name: _read(table) for table in tables}
    version, created = import_version(_read(file), file.name, files)
    said = "importée" if created else "déjà là, rien n’a changé"
    print(f"{version.questionnaire.code}, version {version.numero}{NBSP}: {said}")


@app.command(help="crée la campagne si besoin, ajoute des contacts, l’ouvre et envoie les invitations")
def launch(
    campagne: Code,
    *,
    contacts: Annotated[
        Path | None, Parameter(help="liste .xlsx ou .csv : territoire, courriel, fonction")
    ] = None,
    questionnaire: Annotated[str, Parameter(help="pour créer : son identifiant")] = "",
    titre: Annotated[str, Parameter(help="pour créer : le titre")] = "",
    echeance: Annotated[str, Parameter(help="pour créer : le jour attendu, comme 2027-03-31")] = "",
) -> None:
    """Ouvre une campagne ; relancée, n’écrit qu’aux contacts ajoutés depuis."""
    found = _find_or_create(campagne, questionnaire, titre, echeance)
    if contacts:
        done = add_contacts(found, read_contacts(_read(contacts), contacts.name))
        print(f"{pluriel(done.nouveaux, 'contact ajouté', 'contacts ajoutés')}, {done.connus} déjà là")
    written = campagnes.launch(found)
    print(pluriel(written, "invitation écrite", "invitations écrites"))
    print(say_departure(send_waiting(found)))


@app.command(help="écrit à ceux qui n’ont pas encore envoyé leurs réponses")
def remind(
    campagne: Code,
    *,
    territoire: Annotated[str, Parameter(help="un seul : SIREN, nom ou identifiant")] = "",
    forcer: Annotated[
        bool, Parameter(name="--forcer", negative="", help="même si on leur a écrit depuis sept jours")
    ] = False,
) -> None:
    """Relance ; personne n’est relancé deux fois en sept jours, sauf --forcer."""
    found = find_campagne(campagne)
    chosen = None
    if territoire:
        one = find_territoire(territoire)
        chosen = list(found.participations.filter(territoire_siren=one.siren if one else ""))
        if not chosen:
            raise NotReady(
                f"« {territoire} » n’est pas dans cette campagne.",
                advice="Donnez le SIREN, le nom ou l’identifiant d’un territoire invité.",
            )
    done = campagnes.remind(found, participations=chosen, force=forcer)
    left = f", {pluriel(done.recentes, 'contact laissé', 'contacts laissés')} : déjà écrit il y a peu"
    written = pluriel(done.ecrites, "relance écrite", "relances écrites")
    print(f"{written}{left if done.recentes else ''}")
    print(say_departure(send_waiting(found)))


@app.command(help="ne prend plus de réponse, sauf des territoires rouverts")
def close(campagne: Code) -> None:
    """Clôt une campagne."""
    print("Campagne close." if campagnes.close(find_campagne(campagne)) else "Elle était déjà close.")


@app.command(help="envoie les lettres en attente, chacune une seule fois")
def send() -> None:
    """Envoie les lettres en attente ; à lancer chaque minute si « leviers serve » ne tourne pas."""
    print(say_departure(send_waiting()))


@app.command(help="fait ce que la date demande : fin des répliques, effacement des contacts")
def purge() -> None:
    """Clôt les droits de réponse échus, efface les contacts des campagnes closes depuis assez longtemps."""
    done = campagnes.run_daily()
    print(f"{pluriel(done.repliques_closes, 'droit de réponse clos', 'droits de réponse clos')}")
    print(f"{pluriel(done.contacts_effaces, 'contact effacé', 'contacts effacés')}")


@app.command(help="publie les résultats : les réponses sans nom entrent alors dans les totaux")
def publish(campagne: Code) -> None:
    """Publie les résultats d’une campagne close, une fois toutes ses réponses contrôlées."""
    done = publish_campagne(find_campagne(campagne))
    print("Résultats publiés." if done else "Ils étaient déjà publiés.")


@app.command(help="écrit les réponses d’une campagne : XLSX, CSV, Parquet, SPSS, DDI, ou tout")
def export(
    campagne: Code,
    *,
    format: Annotated[str, Parameter(help="xlsx, csv, parquet, sav, ddi, ou zip pour tout")] = "xlsx",
    perimetre: Annotated[
        str, Parameter(help="public : ce qui est publié et nommé ; equipe : tout, sauf les contacts")
    ] = PUBLIC,
    output: Annotated[Path, Parameter(name=("-o", "--output"), help="fichier à écrire")],
) -> None:
    """Écrit les réponses d’une campagne dans un fichier, avec libellés et codes."""
    kind = {"ddi": "xml"}.get(format, format)
    if kind not in KINDS or perimetre not in PERIMETRES:
        advice = f"Formats : xlsx, csv, parquet, sav, ddi, zip. Périmètres : {', '.join(PERIMETRES)}."
        raise NotReady(f"Export inconnu « {format}, {perimetre} ».", advice=advice)
    content = write_export(find_campagne(campagne), kind, perimetre=perimetre)
    _write(output, content)
    print(f"Réponses écrites dans {output} ({KINDS[kind].nom}, périmètre {perimetre})")


@app.command(help="écrit le questionnaire livré avec l’observatoire, à ouvrir dans un tableur")
def deliver(file: Annotated[Path, Parameter(help="fichier .xlsx à écrire")]) -> None:
    """Écrit le questionnaire livré."""
    _write(file, deliver_questionnaire())
    print(f"Questionnaire écrit dans {file}")


def find_campagne(code: str) -> Campagne:
    """A campaign by its code.

    Raises  NotReady with those there are
    """
    found = Campagne.objects.filter(code=code).first()
    if found is None:
        known = ", ".join(Campagne.objects.values_list("code", flat=True)) or "aucune"
        raise NotReady(f"Campagne inconnue « {code} ».", advice=f"Celles qui existent{NBSP}: {known}.")
    return found


def say_departure(depart: Depart) -> str:
    """What a round of letters did."""
    if depart == Depart():
        return "Aucune lettre à envoyer."
    parts = [
        (depart.parties, "partie", "parties"),
        (depart.gardees, "gardée pour un autre essai", "gardées pour un autre essai"),
        (depart.refusees, "refusée", "refusées"),
        (depart.incertaines, "au sort inconnu", "au sort inconnu"),
    ]
    said = ", ".join(pluriel(nb, one, many) for nb, one, many in parts if nb)
    return f"Lettres{NBSP}: {said}.{f' {depart.erreur}' if depart.erreur else ''}"


def _find_or_create(code: str, questionnaire: str, titre: str, echeance: str) -> Campagne:
    found = Campagne.objects.filter(code=code).first()
    if found or not (questionnaire and titre and echeance):
        return found or find_campagne(code)
    asked = Questionnaire.objects.filter(code=questionnaire).first()
    if asked is None:
        raise NotReady(
            f"Questionnaire inconnu « {questionnaire} ».", advice="Importez-le : « leviers survey import »."
        )
    try:
        day = date.fromisoformat(echeance)
    except ValueError as error:
        raise LeviersError(f"Date refusée « {echeance} ».", advice="Écrivez-la 2027-03-31.") from error
    latest = asked.versions.order_by("-numero")[0]
    return campagnes.create_campagne(latest, code=code, titre=titre, echeance=day)


def _write(file: Path, content: bytes) -> None:
    try:
        file.write_bytes(content)
    except OSError as error:
        advice = "Donnez un fichier dans un dossier où vous pouvez écrire."
        raise NotReady(f"« {file} » ne s’écrit pas.", advice=advice) from error


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise NotReady(f"« {file} » ne se lit pas.", advice="Vérifiez le chemin du fichier.") from error
