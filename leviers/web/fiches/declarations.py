"""What a structure declares, as its public page and the twin of it show it; never a figure of ours."""

from typing import Any, NamedTuple

from leviers.directory.fiches import blocs, reseaux
from leviers.directory.fiches.blocs import CHAMPS, Champ
from leviers.directory.models import Bloc
from leviers.web.fiches.structures import find_relay
from leviers.web.kit.typography import enumere, nombre


class Ligne(NamedTuple):
    """One field: `libelle` is empty when the title of the part says it already; `lien` is a website."""

    libelle: str
    valeur: str
    lien: str = ""


class Montre(NamedTuple):
    """One part, ready to be shown."""

    bloc: Bloc
    titre: str
    lignes: list[Ligne]


def show_declared(siren: str) -> list[Montre]:
    """Parts that the public page shows, in their order."""
    shown = []
    for bloc in blocs.list_shown(siren):
        lignes = _write_contact(bloc) if bloc.sorte == Bloc.Sorte.CONTACT else write_lignes(bloc)
        if lignes:
            shown.append(Montre(bloc, str(bloc.get_sorte_display()), lignes))
    return shown


def find_contact(declares: list[Montre]) -> str:
    """Where one writes to the structure whose parts these are; empty when it takes no message."""
    return next((one.lignes[-1].lien for one in declares if one.bloc.sorte == Bloc.Sorte.CONTACT), "")


def write_lignes(bloc: Bloc) -> list[Ligne]:
    """Fields of one version in words, those that say something."""
    champs = CHAMPS.get(bloc.sorte, ())
    said = [(champ, bloc.contenu[champ.code]) for champ in champs if bloc.contenu.get(champ.code)]
    return [_write(champ, value, is_alone=len(champs) == 1) for champ, value in said]


def write_purpose(bloc: Bloc | None) -> list[Ligne]:
    """For what a structure welcomes messages, in its words."""
    texte = bloc.contenu.get("texte", "") if bloc else ""
    return [Ligne("", texte)] if texte else []


def describe_declared(siren: str) -> list[dict[str, Any]]:
    """The same as data."""
    return [
        {
            "sorte": one.bloc.sorte,
            "titre": one.titre,
            "declare_le": one.bloc.ecrit_le.isoformat(),
            "contenu": one.bloc.contenu,
        }
        for one in show_declared(siren)
    ]


def describe_reseaux(siren: str) -> list[dict[str, str]]:
    """Networks of a member, as data."""
    return [{"code": one.slug, "nom": one.nom} for one in reseaux.list_of(siren)]


def _write(champ: Champ, value: Any, *, is_alone: bool) -> Ligne:
    libelle = "" if is_alone or champ.code == "texte" else champ.libelle
    if champ.genre == "nombre":
        return Ligne(libelle, f"{nombre(value)}{' m²' if champ.code.endswith('_m2') else ''}")
    if champ.genre == "choix":
        return Ligne(libelle, champ.choix.get(value, ""))
    if champ.genre == "choix-multiple":
        return Ligne(libelle, enumere([champ.choix[code] for code in value if code in champ.choix]))
    if champ.genre == "oui":
        return Ligne("", champ.libelle)
    return Ligne(libelle, str(value), str(value) if champ.genre == "site" else "")


def _write_contact(bloc: Bloc) -> list[Ligne]:
    """For what one may write, and where; nothing while nobody would receive it."""
    relay = find_relay(bloc.siren)
    return [*write_purpose(bloc), Ligne("", "Écrire à cette structure", relay)] if relay else []
