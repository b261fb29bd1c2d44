"""What the sheet of one démarche shows, prepared for its template."""

from dataclasses import dataclass
from textwrap import shorten
from typing import Any

from leviers.catalogue.published import Chiffre, Demarche, Published
from leviers.evidence.rapprochements import list_soutiens
from leviers.evidence.similar import Similar, find_similar
from leviers.evidence.usages import Usage, compute_usages
from leviers.web.demarches.rows import address
from leviers.web.kit.typography import FINE, NBSP, annees, date_fr, euros, nombre
from leviers.web.relecture.soutiens import Appui, read_appuis

LICENCE = "https://www.etalab.gouv.fr/licence-ouverte-open-licence/"
UNKNOWN_YEAR = "année inconnue"
BEFORE_NUMBER = ("environ", "plus de", "près de", "moins de", "au moins", "au plus")
CONFIANCE = {
    "haute": "au moins une source vient de la métropole elle-même, du RTES, de l’Avise, "
    "de la Banque des Territoires ou d’un texte officiel.",
    "moyenne": "les sources trouvées sont secondaires (presse, réseau, structure partenaire).",
}
STATUT = {"en cours": "en cours", "terminé": "terminée", "inconnu": "inconnu"}


@dataclass(frozen=True, slots=True)
class Fig:
    """One figure ready to be shown."""

    valeur: str
    unite: str
    libelle: str
    annee: str


class Sheet:
    """Everything the page of a démarche says. What is unknown is said so."""

    def __init__(self, demarche: Demarche, catalogue: Published) -> None:
        self.demarche = demarche
        self.address = address(demarche)
        self.similar: list[Similar] = find_similar(demarche, catalogue.demarches.values())
        usages = compute_usages(catalogue).by_key
        self.usages: list[Usage] = [usages[demarche.territoire.siren, one.code] for one in demarche.leviers]
        self.periode = annees(demarche.annee_debut, demarche.annee_fin) or "inconnue"
        self.statut = STATUT[demarche.statut]
        self.confiance = CONFIANCE[demarche.confiance]
        self.resume = shorten(demarche.description, width=200, placeholder=" …")
        self.figures = [_figure(chiffre) for chiffre in demarche.chiffres]
        self.montant = None if demarche.montant_eur is None else euros(demarche.montant_eur)
        self.appuis: list[Appui] = read_appuis(list_soutiens(demarche))
        self.dead = sum(source.est_morte for source in demarche.sources)

    @property
    def citation(self) -> str:
        """The sheet in one line of references, dated by its last verification."""
        verified = self.demarche.verifiee_le
        dated = f"fiche vérifiée le {date_fr(verified)}" if verified else "date de vérification inconnue"
        titre = f"«{NBSP}{self.demarche.titre}{NBSP}»"
        return f"Leviers, {titre}, {self.demarche.territoire.nom}, {dated}, {self.address}."

    @property
    def bibtex(self) -> str:
        """The same for LaTeX and reference managers."""
        verified = self.demarche.verifiee_le
        fields = {
            "title": "{" + _tex(self.demarche.titre) + "}",
            "author": "{Leviers, observatoire des métropoles et de l’économie sociale et solidaire}",
            "howpublished": "\\url{" + self.address + "}",
            "note": _tex(f"{self.demarche.territoire.nom}. Licence Ouverte 2.0"),
        } | ({"year": str(verified.year), "date": verified.isoformat()} if verified else {})
        body = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items())
        return f"@misc{{leviers-{self.demarche.id},\n{body}\n}}"

    def structured(self) -> dict[str, Any]:
        """The sheet in the words of schema.org."""
        demarche = self.demarche
        return {
            "@context": "https://schema.org",
            "@type": "Article",
            "headline": demarche.titre,
            "description": demarche.description,
            "url": self.address,
            "inLanguage": "fr",
            "license": LICENCE,
            "dateModified": demarche.modifiee_le.date().isoformat(),
            "publisher": {"@type": "Organization", "name": "Leviers"},
            "about": [{"@type": "DefinedTerm", "name": levier.nom} for levier in demarche.leviers],
            "spatialCoverage": {
                "@type": "AdministrativeArea",
                "name": demarche.territoire.nom,
                "identifier": demarche.territoire.siren,
            },
            "citation": [_cited(source) for source in demarche.sources],
        } | ({"temporalCoverage": _interval(demarche)} if demarche.annee_debut else {})


def _figure(chiffre: Chiffre) -> Fig:
    """« plus de » goes before the number, any other precision after what is counted."""
    valeur, libelle, precision = nombre(chiffre.valeur), chiffre.libelle, chiffre.precision
    if precision in BEFORE_NUMBER:
        valeur = f"{precision}{NBSP}{valeur}"
    elif precision:
        libelle = f"{libelle} ({precision})"
    return Fig(valeur, chiffre.unite, libelle, str(chiffre.annee or UNKNOWN_YEAR))


def _cited(source: Any) -> dict[str, str]:
    cited = {"@type": "WebPage", "name": source.titre, "url": source.url, "publisher": source.editeur}
    return cited | ({"datePublished": source.date} if source.date else {})


def _interval(demarche: Demarche) -> str:
    return f"{demarche.annee_debut}/{demarche.annee_fin or '..'}"


def _tex(text: str) -> str:
    for mark in "&%$#_{}":
        text = text.replace(mark, f"\\{mark}")
    return text.replace(NBSP, "~").replace(FINE, "~")
