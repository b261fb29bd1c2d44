"""What the page of one record shows, prepared for its template."""

from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

from leviers.evidence import states
from leviers.evidence.preuves import CONFIRMEE, DISCUTEE, REJETEE
from leviers.evidence.records import Detection, Record
from leviers.reference import territoires, typologie
from leviers.sources.catalogue import Source, load_sources
from leviers.web.faits import words
from leviers.web.faits.fields import list_groups, read_link
from leviers.web.faits.identifiers import find_form
from leviers.web.faits.texts import LONG, Pieces, clean, cut, mark, shorten
from leviers.web.kit.jinja import reverse_url
from leviers.web.kit.typography import annees, date_fr, euros, nombre

PROPOSED, ESTABLISHED = "proposée par la machine", "établie par une règle certaine"
REVIEWED = {
    CONFIRMEE: "confirmée à la relecture",
    REJETEE: "rejetée à la relecture",
    DISCUTEE: "discutée : les relecteurs ne sont pas d’accord",
}
_DAYS = {
    "marche": "date_notification",
    "subvention": "date_convention",
    "deliberation": "date_deliberation",
}
LISTS = {
    "marche": ("marches", "Marchés publics"),
    "subvention": ("subventions", "Subventions"),
    "deliberation": ("deliberations", "Délibérations"),
}


def say_state(record: Record, found: Detection) -> str:
    """What a detection is worth today: what people said of it, else what the machine says of itself."""
    avis = states.current(record.build.monde).avis.get((record.genre.code, record.id, found.levier))
    if avis:
        return REVIEWED.get(avis.etat, avis.etat)
    return ESTABLISHED if found.est_certaine else PROPOSED


@dataclass(frozen=True)
class Shown:
    """One detection ready to be read; `usage` is the cell of the matrix, when the act is in a métropole."""

    levier: typologie.Levier | None
    code: str
    etat: str
    est_etablie: bool
    confiance: str
    raison: str
    mots: tuple[str, ...]
    usage: str


class Sheet:
    """One record. Everything the template asks is here, ready."""

    def __init__(self, record: Record) -> None:
        self.record = record
        self.genre = record.genre.code
        self.nom = words.NOMS[self.genre]
        self.ce = words.CE[self.genre]
        self.est_fictif = record.build.est_fictif
        self.groups = list_groups(record)
        self.metropole = territoires.load_metropoles().get((record.territoire or {}).get("siren", ""))
        self.mots = [mot for found in record.detections for mot in found.mots]
        self.liste, self.liste_nom = LISTS[self.genre]
        self.address = reverse_url(self.genre, record.id)
        self.twin = reverse_url(f"{self.genre}-json", record.id)
        self.form = find_form(self.genre, record.id)

    @cached_property
    def titre(self) -> Pieces:
        """The title with its lit words; only its beginning when it is very long."""
        return shorten(self.objet) if self.est_long else self.objet

    @cached_property
    def objet(self) -> Pieces:
        """The whole title."""
        pieces = mark(self.record.champs["objet"], self.mots, "objet")
        return pieces if any(text.strip() for text, _ in pieces) else ()

    @property
    def est_long(self) -> bool:
        """Whether the whole title is folded below its beginning."""
        return self.nb_signes > LONG

    @property
    def nb_signes(self) -> int:
        """Length of the whole title."""
        return sum(len(text) for text, _ in self.objet)

    @property
    def jour(self) -> str:
        """When, as surely as it is known."""
        champs = self.record.champs
        day = champs[_DAYS[self.genre]]
        if day is None:
            return annees(champs["annee"], champs["annee"]) or "date inconnue"
        return f"{date_fr(day)}{' (date douteuse)' if champs.get('date_douteuse') else ''}"

    @property
    def montant(self) -> str:
        """The amount with its doubt, when one was declared."""
        value = self.record.champs.get("montant_eur")
        if value is None:
            return ""
        return f"{euros(value)}{' (montant douteux)' if self.record.champs['montant_douteux'] else ''}"

    @cached_property
    def modifications(self) -> list[dict[str, Any]]:
        """Changes in order, the text of each made safe to show."""
        return [dict(change) | {"texte": cut(change["objet"])} for change in self.record.modifications]

    @property
    def court(self) -> str:
        """The title for a tab, a link, a citation."""
        return cut(self.record.champs["objet"], 90) or f"{self.nom} sans objet déclaré"

    @property
    def donneur(self) -> str:
        """Who buys, gives or decides."""
        return cut(self.record.donneur_nom) or "acteur inconnu"

    @cached_property
    def detections(self) -> list[Shown]:
        """What the machine saw, the surest first."""
        leviers = typologie.load_leviers()
        return [
            _show(self.record, found, leviers.get(found.levier), self.metropole)
            for found in self.record.detections
        ]

    @cached_property
    def tiers(self) -> list[dict[str, Any]]:
        """Holders or beneficiary, the words of detections lit in the name of one that is alone."""
        mots = self.mots if len([one for one in self.record.tiers if one.est_actuel]) == 1 else []
        return [
            {
                "nom": mark(one.nom, mots, "tiers"),
                "degre": words.DEGRES.get(one.ess_degre, one.ess_degre),
                "motif": words.say_ess(one.ess_degre, one.ess_motif),
                "tiers": one,
                "page": reverse_url("acteur", one.siren) if one.siren and one.ess_degre != "inconnu" else "",
            }
            for one in self.record.tiers
        ]

    @cached_property
    def doublons(self) -> list[tuple[str, str]]:
        """Where each tied row stands, and by which rule it was tied."""
        return [
            (say_place(row["fichier"], row["ligne"]), words.REGLES.get(row["regle"], row["regle"]))
            for row in self.record.doublons
        ]

    @cached_property
    def source(self) -> dict[str, Any]:
        """Where the row comes from: source, file, line, address, licence, date, digest."""
        champs = self.record.champs
        fichier = self.record.fichiers[champs["fichier"]]
        known = _sources().get(champs["source"])
        address = fichier["adresse"] or ""
        return {
            "titre": known.titre if known else champs["source"],
            "editeur": known.editeur if known else "inconnu",
            "page": known.page if known else "",
            "place": say_place(champs["fichier"], champs["ligne"]),
            "forme": words.FORMES.get(champs.get("forme", ""), ""),
            "lien": read_link(address),
            "adresse": clean(address.replace("miroir:", "copie locale, ")) or "inconnue",
            "licence": fichier["licence"] or "inconnue",
            "date": fichier["date"],
            "sha256": fichier["sha256"] or "inconnue",
        }


def say_place(fichier: str, ligne: int) -> str:
    """« ligne 12 de … » for a table of text, « rang 12 de … » elsewhere (docs/data-path.md)."""
    plain = fichier.removesuffix(".gz")
    word = "ligne" if plain.endswith(".csv") else "rang"
    return f"{word} {nombre(ligne)} de {fichier}"


def _show(
    record: Record,
    found: Detection,
    levier: typologie.Levier | None,
    metropole: territoires.Metropole | None,
) -> Shown:
    etat = say_state(record, found)
    return Shown(
        levier=levier,
        code=found.levier,
        etat=etat,
        est_etablie=etat in (ESTABLISHED, REVIEWED[CONFIRMEE]),
        confiance=words.say_confidence(found.confiance),
        raison=words.say_reason(found),
        mots=tuple(dict.fromkeys(cut(mot.texte, 80) for mot in found.mots)),
        usage=reverse_url("usage", metropole.slug, levier.code) if metropole and levier else "",
    )


@cache
def _sources() -> dict[str, Source]:
    return load_sources()
