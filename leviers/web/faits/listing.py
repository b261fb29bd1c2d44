"""What a list of public records shows, prepared for its template: panels, chips, rows, totals."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

from leviers.evidence.explore import Result, count_selection
from leviers.evidence.explorers import Facet
from leviers.evidence.selection import Selection
from leviers.reference import territoires, typologie
from leviers.warehouse.read import Build
from leviers.web.faits import codes
from leviers.web.faits.texts import cut
from leviers.web.kit.jinja import reverse_url
from leviers.web.kit.typography import NBSP, annees, date_fr, euros, euros_courts, nombre, pluriel, typo

GENRES = {"marches": "marche", "subventions": "subvention", "deliberations": "deliberation"}
OPEN, ONLY_COUNTED = (
    ("territoire", "ess", "liste"),
    ("territoire", "annee", "levier", "motif", "famille", "liste"),
)
ESS = {"certain": "de l’ESS", "probable": "de l’ESS, probable"}


@dataclass(frozen=True, slots=True)
class Link:
    """A value of a facet; without address when nothing stands under it."""

    nom: str
    nb: int
    address: str
    est_choisie: bool


@dataclass(frozen=True, slots=True)
class Panel:
    """A facet, with how it stands on the page."""

    code: str
    nom: str
    est_ouverte: bool
    nb_choisies: int
    links: tuple[Link, ...]


class Listing:
    """One page of a list. Everything the template asks is here, ready."""

    def __init__(self, result: Result, ignored: dict[str, list[str]]) -> None:
        self.result, self.selection, self.code = result, result.selection, result.explorer.code
        self.genre = GENRES.get(self.code, "")
        self.nb = int(result.totals["nb"])
        self.places = read_places(result.build)
        self.est_fictif = result.build.est_fictif
        self.notes = [typo(note) for note in codes.say_ignored(ignored)]
        if result.a_change:
            self.notes.append(
                typo("La suite demandée n’existe pas dans les données en place : voici la première page.")
            )
        self.titre = pluriel(self.nb, *codes.NOMS[self.code]) if self.nb else codes.RIEN[self.code]
        self.choix = codes.tell_selection(self.selection, self.places)
        self.panels = [self._panel(facet) for facet in result.explorer.facets]
        self.rows = [self._row(row) for row in result.rows]

    def address(self, selection: Selection, name: str = "") -> str:
        """The one address of a selection, or of its file."""
        return write_address(name or self.code, selection, with_page=not name)

    def twin(self, kind: str) -> str:
        """Address of the whole selection as a file."""
        return self.address(self.selection, f"{self.code}-{kind}")

    @property
    def first(self) -> str:
        """Address of the first page; empty when this is it."""
        return self.address(Selection(self.selection.q, self.selection.filters, self.selection.tri))

    @property
    def following(self) -> str:
        """Address of the next page; empty on the last one."""
        if not self.result.suivant:
            return ""
        kept = self.selection
        return self.address(Selection(kept.q, kept.filters, kept.tri, self.result.suivant))

    def tris(self) -> Iterator[tuple[str, str, bool]]:
        """Name, address and presence of each order."""
        for rang, code in enumerate(self.result.explorer.tris):
            tri = code if rang else ""
            chosen = Selection(self.selection.q, self.selection.filters, tri)
            yield codes.TRIS[code], self.address(chosen), tri == self.selection.tri

    def chips(self) -> Iterator[tuple[str, str, str]]:
        """Each thing that narrows the list, and the address without it."""
        if self.selection.q:
            yield "Mots", f"« {self.selection.q} »", self.address(self.selection.without("q"))
        for code, values in self.selection.filters.items():
            for value in values:
                said = codes.say_code(code, value, self.places)
                yield codes.FACETTES[code], said, self.address(self.selection.toggle(code, value))

    def ways_out(self) -> Iterator[tuple[str, str, int]]:
        """When nothing is found: what to remove, and how many rows that gives."""
        for code in (("q",) if self.selection.q else ()) + tuple(self.selection.filters):
            wider = self.selection.without(code)
            nb = count_selection(self.result.build, self.result.explorer, wider)
            if nb:
                nom = "la recherche" if code == "q" else f"le filtre « {codes.FACETTES[code]} »"
                yield nom, self.address(wider), nb

    @property
    def totals(self) -> str:
        """What the amounts add up to, and what they leave out; empty for a list without amounts."""
        known = self.result.totals
        if not self.result.explorer.est_chiffre or not self.nb:
            return ""
        missing, aside = int(known["nb_sans"]), int(known["nb_ecartes"])
        total = float(known["montant_sur_eur"])
        sure = self.nb - missing - aside
        said = f"Somme des {nombre(sure)} montants sûrs : {euros_courts(total)}."
        if sure < 2:
            said = f"Un montant sûr : {euros(total)}." if sure else "Aucun montant sûr."
        why = "douteux ou non accordés" if self.code == "subventions" else "douteux"
        return typo(f"{said} N’y sont pas : {nombre(missing)} sans montant, {nombre(aside)} {why}.")

    def _panel(self, facet: Facet) -> Panel:
        chosen = self.selection.filters.get(facet.code, ())
        counts = self.result.counts[facet.code]
        links = tuple(
            Link(
                nom=typo(codes.say_code(facet.code, code, self.places)),
                nb=nb,
                address=self.address(self.selection.toggle(facet.code, code)) if nb or code in chosen else "",
                est_choisie=code in chosen,
            )
            for code, nb in sorted(counts.items(), key=lambda item: codes.rank_code(facet.code, *item))
            if nb or code in chosen or facet.code not in ONLY_COUNTED
        )
        is_open = facet.code in OPEN or bool(chosen)
        return Panel(facet.code, codes.FACETTES[facet.code], is_open, len(chosen), links)

    def _row(self, row: dict[str, Any]) -> dict[str, Any]:
        return self._acteur(row) if not self.genre else self._fait(row)

    def _fait(self, row: dict[str, Any]) -> dict[str, Any]:
        leviers = typologie.load_leviers()
        day = date_fr(row["jour"]) or (
            annees(int(row["annee"]), int(row["annee"])) if row["annee"].isdigit() else ""
        )
        doubt = {"douteux": " (douteux)", "refusee": " (non accordée)"}.get(row["tranche"], "")
        amount = (
            f"{euros(row['montant_eur'])}{doubt}" if row["montant_eur"] is not None else "montant inconnu"
        )
        place = territoires.index_by_slug().get(row["territoire"])
        return {
            "address": reverse_url(self.genre, row["fait_id"]),
            "titre": cut(row["titre"], 160) or "Sans objet déclaré",
            "donneur": cut(row["donneur_nom"], 120) or "acteur inconnu",
            "tiers": cut(row["tiers_nom"], 160),
            "ess": ESS.get(row["ess"], ""),
            "jour": day or "date inconnue",
            "montant": amount if self.genre != "deliberation" else "",
            "place": place.nom_court if place else self.places.get(row["territoire"], ""),
            "metropole": place.slug if place else "",
            "lien": {"commune": "commune du territoire de", "autre": "organisme du territoire de"}.get(
                row["acte"], ""
            ),
            "leviers": [leviers[code] for code in row["leviers"].split("|") if code in leviers],
        }

    def _acteur(self, row: dict[str, Any]) -> dict[str, Any]:
        listes = [code for code in row["listes"].split("|") if code != "aucune"]
        return {
            "address": reverse_url("acteur", row["siren"]),
            "titre": cut(row["nom"], 160) or f"SIREN{NBSP}{row['siren']}",
            "siren": row["siren"],
            "ess": codes.say_code("ess", row["ess"], self.places),
            "motif": "" if row["motif"] == "aucun" else codes.say_code("motif", row["motif"], self.places),
            "famille": ""
            if row["famille"] == "inconnue"
            else codes.say_code("famille", row["famille"], self.places),
            "listes": [codes.say_code("liste", code, self.places) for code in listes],
            "place": ""
            if row["territoire"] == "aucun"
            else codes.say_code("territoire", row["territoire"], self.places),
            "marches": row["nb_marches"],
            "subventions": row["nb_subventions"],
        }


def write_address(name: str, selection: Selection, *, with_page: bool = False) -> str:
    """Parameters in a fixed order, nothing that goes without saying."""
    pairs = selection.pairs(with_page=with_page)
    return reverse_url(name) + (f"?{urlencode(pairs)}" if pairs else "")


@lru_cache(maxsize=4)
def read_places(build: Build) -> dict[str, str]:
    """Names of the territoires of a build, by the word of their address."""
    return {row["slug"]: row["nom"] for row in build.read("select slug, nom from facts.territoires")}
