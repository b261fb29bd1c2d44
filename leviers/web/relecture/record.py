"""One record as the desk shows it, prepared for its template."""

import json
from dataclasses import dataclass
from typing import Any

from leviers.evidence import attente, fictif, portee, review
from leviers.evidence.actes import cut
from leviers.evidence.attente import Fiche
from leviers.evidence.persons import is_person
from leviers.evidence.raisons import say_raison
from leviers.reference import territoires, typologie
from leviers.reference.territoires import Metropole
from leviers.reference.typologie import Levier
from leviers.warehouse.read import Build
from leviers.web.addresses import find_fait_page
from leviers.web.kit.typography import date_fr
from leviers.web.relecture import words
from leviers.web.relecture.filters import GENRES_FR, write_key

LONG, BEFORE = 320, 120
"""Signs beyond which a title is folded, and how many are shown before the first word lit."""
MASKED = "personne physique, nom non affiché"
_FICHIER = "select adresse from meta.fichiers where fichier = ? order by adresse limit 1"
Pieces = tuple[tuple[str, bool], ...]


@dataclass(frozen=True)
class Record:
    """What a reviewer reads. Declared words are in pieces (text, whether it is lit), shown as declared.

    extrait   the title, or the part of it around the words lit; est_long says that it is a part
    page      address of the record on the site; empty when it has none
    adresse   where its file was downloaded from; empty when it came from a mirror
    """

    fiche: Fiche
    cle: str
    levier: Levier
    territoire: Metropole | None
    genre: str
    lien: str
    quand: str
    extrait: Pieces
    objet: Pieces
    est_long: bool
    tiers: Pieces
    role: str
    confiance: str
    raison: str
    portee: str
    page: str
    adresse: str

    @property
    def fait(self) -> dict[str, Any]:
        """Row of labels.indices."""
        return self.fiche.fait


def read_record(fiche: Fiche, build: Build) -> Record:
    """Prepare one record; reads the address of its file and the usage that it may prove."""
    row = fiche.fait
    lit = json.loads(row["mots"] or "[]")
    objet = row["objet"] or ""
    tiers = cut(row["tiers_nom"] or "", lit, "tiers")
    extrait, est_long = _take_extract(objet, lit)
    pieces = cut(objet, lit, "objet")
    if row["tiers_nom"] and is_person(row["tiers_nom"], None, None):
        tiers = ((MASKED, False),)
    seen = [text for text, is_lit in (*pieces, *tiers) if is_lit]
    files = build.read(_FICHIER, [row["fichier"]])
    adresse = str(files[0]["adresse"] or "") if files else ""
    usages = attente.find_usages(build.monde)
    territoire = find_territoire(row["territoire_siren"])
    return Record(
        fiche=fiche,
        cle=write_key((row["fait_genre"], row["fait_id"], row["levier"])),
        levier=typologie.load_leviers()[row["levier"]],
        territoire=territoire,
        genre=GENRES_FR[row["fait_genre"]],
        lien=_say_lien(row["lien"], territoire),
        quand=date_fr(row["date_fait"]) or str(row["annee"] or "date inconnue"),
        extrait=extrait,
        objet=pieces,
        est_long=est_long,
        tiers=tiers,
        role="Titulaire" if row["fait_genre"] == "marche" else "Bénéficiaire",
        confiance=words.say_confidence(row["confiance"]),
        raison=say_raison(row["raison"], seen),
        portee=words.say_portee(portee.foresee(row, usages), row["fait_genre"]),
        page=find_fait_page(row["fait_genre"], row["fait_id"]),
        adresse=adresse if adresse.startswith("http") else "",
    )


def find_territoire(siren: str) -> Metropole | None:
    """The métropole, or the invented territoire."""
    orval = fictif.load_orval()
    return orval if siren == orval.siren else territoires.load_metropoles().get(siren)


def count_decisions(lot: Any) -> int:
    """Records of one lot that are still in force."""
    return int(review.Decision.objects.filter(lot=lot, annulee_le=None).count())


def _take_extract(objet: str, lit: list[dict[str, Any]]) -> tuple[Pieces, bool]:
    """The whole of a short title; of a long one, the stretch that holds the first word lit."""
    if len(objet) <= LONG:
        return cut(objet, lit, "objet") or (("Sans intitulé", False),), False
    first = min((mot["debut"] for mot in lit if mot["champ"] == "objet"), default=0)
    start = max(0, min(first - BEFORE, len(objet) - LONG))
    if start:
        start = objet.find(" ", start) + 1 or start
    end = objet.rfind(" ", start, start + LONG) if start + LONG < len(objet) else len(objet)
    end = end if end > start else start + LONG
    moved = [mot | {"debut": mot["debut"] - start, "fin": mot["fin"] - start} for mot in lit]
    inside = cut(objet[start:end], moved, "objet")
    before, after = ("… ",) if start else (), (" …",) if end < len(objet) else ()
    return (*((text, False) for text in before), *inside, *((text, False) for text in after)), True


def _say_lien(lien: str, territoire: Metropole | None) -> str:
    of = territoire.nom_genitif if territoire else "du territoire"
    return f"acte {of} elle-même" if lien == "metropole" else f"acte d’une commune du territoire {of}"
