"""The French words of the facets of lists, and of each of their codes."""

from leviers.evidence.selection import Selection
from leviers.reference import territoires, typologie
from leviers.web.kit.typography import NBSP

NOMS = {
    "marches": ("marché public", "marchés publics"),
    "subventions": ("subvention", "subventions"),
    "deliberations": ("délibération", "délibérations"),
    "acteurs": ("acteur", "acteurs"),
}
RIEN = {
    "marches": "Aucun marché public",
    "subventions": "Aucune subvention",
    "deliberations": "Aucune délibération",
    "acteurs": "Aucun acteur",
}
FACETTES = {
    "territoire": "Territoire",
    "acte": "Acte de qui",
    "annee": "Année",
    "levier": "Levier détecté",
    "ess": "Appartenance à l’ESS",
    "social": "Ce que l’acheteur déclare",
    "montant": "Montant",
    "titre": "Le titre",
    "motif": "Ce qui le fonde",
    "famille": "Famille",
    "liste": "Liste publique",
    "tri": "Ordre",
    "q": "Mots",
}
TRIS = {"date": "Date", "montant": "Montant sûr", "nom": "Nom", "faits": "Nombre d’actes"}
_CODES: dict[str, dict[str, str]] = {
    "acte": {
        "metropole": "la métropole elle-même",
        "commune": "une commune du territoire",
        "autre": "un autre organisme du territoire",
        "hors": "hors des 22 métropoles, ou inconnu",
    },
    "ess": {"certain": "certain", "probable": "probable", "hors": "hors de l’ESS", "inconnu": "inconnu"},
    "social": {
        "reserve": "marché réservé",
        "clause": "clause sociale",
        "critere": "critère social",
        "aucune": "rien de social",
        "inconnu": "inconnu",
    },
    "montant": {
        "0-40k": "moins de 40 000 €",
        "40k-90k": "40 000 à 90 000 €",
        "90k-215k": "90 000 à 215 000 €",
        "215k-1m": "215 000 € à 1 M€",
        "1m-5m": "1 à 5 M€",
        "5m": "5 M€ et plus",
        "0-1k": "moins de 1 000 €",
        "1k-5k": "1 000 à 5 000 €",
        "5k-23k": "5 000 à 23 000 €",
        "23k-100k": "23 000 à 100 000 €",
        "100k": "100 000 € et plus",
        "refusee": "non accordée",
        "douteux": "douteux",
        "inconnu": "inconnu",
    },
    "titre": {"ess": "nomme l’ESS", "autre": "ne la nomme pas"},
    "motif": {
        "loi-statut": "statut",
        "loi-declaration": "déclaration",
        "agrement": "agrément ESUS",
        "insertion": "liste de l’insertion",
        "handicap": "liste du handicap",
        "nom": "nom seul",
        "aucun": "aucun signe",
    },
    "famille": {
        "associations": "associations",
        "cooperatives": "coopératives",
        "fondations": "fondations",
        "mutuelles": "mutuelles",
        "societes": "sociétés commerciales",
        "inconnue": "inconnue",
    },
    "liste": {
        "siae": "structures d’insertion (SIAE)",
        "esat": "ESAT",
        "geiq": "GEIQ",
        "esus": "ESUS",
        "ess-france": "ESS France",
        "tiers-lieux": "tiers-lieux",
        "aucune": "aucune",
    },
}


def say_code(facet: str, code: str, places: dict[str, str]) -> str:
    """A code in words; `places` names the territoires of the build."""
    if facet == "territoire":
        metropole = territoires.index_by_slug().get(code)
        return metropole.nom if metropole else places.get(code, "hors des 22 métropoles, ou inconnu")
    if facet == "levier":
        levier = typologie.load_leviers().get(code)
        return levier.nom_court if levier else "aucun"
    if facet == "annee":
        return code
    return _CODES[facet].get(code, code)


def rank_code(facet: str, code: str, nb: int) -> tuple[object, ...]:
    """Where a code stands in its facet: as written here, years from the last, the rest by number."""
    if facet == "annee":
        return (code == "inconnue", [-ord(sign) for sign in code])
    if facet in _CODES and facet not in ("motif", "famille", "liste"):
        return ([*_CODES[facet]].index(code) if code in _CODES[facet] else len(_CODES[facet]), code)
    return (code.startswith("aucun") or code == "inconnue", -nb, code)


def say_ignored(ignored: dict[str, list[str]]) -> list[str]:
    """One sentence for what of the address was not understood."""
    told = []
    if "q" in ignored:
        told.append(
            "La recherche n’a aucun mot à chercher, ou elle est trop longue : "
            "seuls ses 200 premiers signes comptent."
        )
    for code, values in ignored.items():
        if code != "q":
            shown = ", ".join(f"« {value[:40]} »" for value in values[:3])
            many = len(values) > 1
            told.append(
                f"{FACETTES[code]} : {shown} {'ne disent' if many else 'ne dit'} rien dans cette liste "
                f"et {'sont laissés' if many else 'est laissé'} de côté."
            )
    return told


def tell_selection(selection: Selection, places: dict[str, str]) -> str:
    """What narrows the list, in a few words; empty for the whole list."""
    said = [f"« {selection.q} »"] if selection.q else []
    for code, values in selection.filters.items():
        words = [say_code(code, value, places) for value in values[:3]]
        more = f" et {len(values) - 3} autres" if len(values) > 3 else ""
        said.append(f"{FACETTES[code].lower()}{NBSP}: {', '.join(words)}{more}")
    return "\u202f; ".join(said)
