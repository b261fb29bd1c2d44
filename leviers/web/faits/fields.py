"""Every column of a record that a reader may want, in groups, each value as French text."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from leviers.evidence.records import Record
from leviers.web.faits import words
from leviers.web.faits.texts import clean
from leviers.web.kit.typography import NBSP, annees, date_fr, euros, nombre, pluriel

UNKNOWN = "inconnu"
IN_KIND = "aide en nature, à la valeur que la collectivité déclare"
REFUSED = (
    "non accordée : un montant négatif, ou de 0 € sans mention d’aide en nature ; "
    "elle n’entre dans aucune somme"
)


@dataclass(frozen=True)
class Field:
    """One value with its label; `note` qualifies it, `doute` says why not to rely on it."""

    nom: str
    valeur: str
    note: str = ""
    doute: str = ""
    href: str = ""
    code: bool = False


@dataclass(frozen=True)
class Group:
    """What is told together."""

    code: str
    nom: str
    fields: tuple[Field, ...]
    note: str = ""


def list_groups(record: Record) -> tuple[Group, ...]:
    """The groups of this genre of record, in reading order."""
    return tuple(_GROUPS[record.genre.code](record))


def read_link(text: str | None) -> str:
    """A declared address that a browser may open; anything else is no link."""
    address = (text or "").strip()
    return address if address.startswith(("https://", "http://")) and address.isprintable() else ""


def say(value: Any, write: Callable[[Any], str] = clean) -> str:
    """The value in words; « inconnu » when nothing was declared."""
    return (write(value) if value is not None else "") or UNKNOWN


def _list_marche(record: Record) -> Iterator[Group]:
    champs = record.champs
    yield Group("qui", "Qui achète", tuple(_list_donneur(record, "Acheteur")))
    amounts = [_amount(record, "Montant")]
    if champs["montant_initial_eur"] != champs["montant_eur"]:
        amounts.append(Field("Montant au départ", say(champs["montant_initial_eur"], euros)))
    yield Group("montant", "Montant", tuple(amounts))
    yield Group("dates", "Dates et durée", tuple(_list_dates(record)))
    yield Group("contrat", "Contrat", tuple(_list_contrat(record)))
    missing = "Le format de 2019 n’a pas ces champs." if champs["forme"] == "2019" else ""
    social = (
        ("a_consideration_sociale", "Considération sociale"),
        ("a_clause_sociale", "Clause sociale"),
        ("a_critere_social", "Critère social"),
        ("est_reserve", "Marché réservé"),
        ("a_consideration_environnementale", "Considération environnementale"),
    )
    fields = tuple(Field(nom, words.yes_no(champs[name])) for name, nom in social)
    yield Group("social", "Ce que l’acheteur déclare", fields, missing)


def _list_dates(record: Record) -> Iterator[Field]:
    champs = record.champs
    doubt = champs["date_douteuse"]
    said = words.say_doubt(words.DATES_DOUTEUSES, doubt) if doubt else ""
    yield Field(
        "Notification",
        say(champs["date_notification"], date_fr),
        doute=f"Date douteuse : {said}. Ce marché n’entre dans aucune année." if said else "",
    )
    yield Field("Publication", say(champs["date_publication"], date_fr))
    if champs["delai_publication_jours"] is not None:
        yield Field("Délai de publication", pluriel(champs["delai_publication_jours"], "jour"))
    before = champs["duree_initiale_mois"]
    changed = before is not None and before != champs["duree_mois"]
    yield Field(
        "Durée", say(champs["duree_mois"], _months), f"au départ : {_months(before)}" if changed else ""
    )
    if champs["date_derniere_modification"]:
        yield Field("Dernière modification", date_fr(champs["date_derniere_modification"]))


def _list_contrat(record: Record) -> Iterator[Field]:
    champs = record.champs
    yield Field("Nature", say(champs["nature"]))
    yield Field("Procédure", say(champs["procedure"]))
    yield Field("Code d’achat (CPV)", say(champs["code_cpv"]))
    yield Field(
        "Technique d’achat", say(champs["techniques"], lambda values: clean(", ".join(map(str, values))))
    )
    yield Field("Offres reçues", say(champs["offres_recues"], nombre))
    yield Field("Marché innovant", words.yes_no(champs["est_innovant"]))
    kind = clean(champs["lieu_type_code"]).lower()
    yield Field("Lieu d’exécution", say(champs["lieu_code"]), kind if champs["lieu_code"] else "")
    if champs["id_accord_cadre"]:
        yield Field("Accord-cadre d’origine", clean(champs["id_accord_cadre"]), code=True)
    yield Field("Numéro déclaré", say(champs["uid"]), code=bool(champs["uid"]))
    if champs["lot"] > 1:
        yield Field("Ligne de ce numéro", nombre(champs["lot"]), "plusieurs lots ont le même numéro")


def _list_subvention(record: Record) -> Iterator[Group]:
    champs = record.champs
    yield Group("qui", "Qui donne", tuple(_list_donneur(record, "Attribuant")))
    amount = _amount(record, "Montant")
    state = REFUSED if not champs["est_accordee"] else IN_KIND if champs["est_en_nature"] else ""
    twice = "possible : une ligne pareille existe, sans numéro de décision pour les distinguer"
    yield Group(
        "montant",
        "Montant",
        (
            Field(amount.nom, amount.valeur, state, amount.doute),
            Field("Forme", say(champs["nature"])),
            *([Field("Double", twice)] if champs["est_double_possible"] else ()),
        ),
    )
    yield Group(
        "dates",
        "Date et décision",
        (
            Field("Convention", say(champs["date_convention"], date_fr)),
            Field("Année", say(champs["annee"], lambda year: annees(year, year))),
            Field("Référence de la décision", say(champs["reference_decision"])),
            Field("Dispositif d’aide", say(champs["dispositif_aide"])),
        ),
    )


def _list_deliberation(record: Record) -> Iterator[Group]:
    champs = record.champs
    yield Group("qui", "Qui décide", tuple(_list_donneur(record, "Conseil")))
    matiere = " ".join(clean(champs[name]) for name in ("matiere_code", "matiere_nom") if champs[name])
    link = read_link(champs["url"])
    yield Group(
        "acte",
        "L’acte",
        (
            Field("Date", say(champs["date_deliberation"], date_fr)),
            Field("Numéro", say(champs["delib_id"])),
            Field("Matière", matiere or UNKNOWN),
            Field("Texte publié", "lire l’acte ou son recueil" if link else say(champs["url"]), href=link),
            Field("Le titre nomme l’ESS", words.yes_no(champs["cite_ess"])),
        ),
    )
    votes = (("vote_pour", "Pour"), ("vote_contre", "Contre"), ("vote_abstention", "Abstentions"))
    yield Group("vote", "Vote", tuple(Field(nom, say(champs[name], nombre)) for name, nom in votes))


def _list_donneur(record: Record, nom: str) -> Iterator[Field]:
    yield Field(nom, say(record.donneur_nom))
    yield Field("SIREN", say(record.donneur_siren), code=bool(record.donneur_siren))
    yield Field("Territoire", words.say_lien(record))


def _amount(record: Record, nom: str) -> Field:
    champs = record.champs
    doubt = champs["montant_douteux"]
    said = words.say_doubt(words.MONTANTS_DOUTEUX, doubt) if doubt else ""
    return Field(
        nom,
        say(champs["montant_eur"], euros),
        note="dernier montant dit par une modification" if champs.get("nb_modifications") else "",
        doute=f"Montant douteux : {said}. Il n’entre dans aucune somme." if said else "",
    )


def _months(value: int) -> str:
    return f"{nombre(value)}{NBSP}mois"


_GROUPS: dict[str, Callable[[Record], Iterator[Group]]] = {
    "marche": _list_marche,
    "subvention": _list_subvention,
    "deliberation": _list_deliberation,
}
