"""Dated facts on a métropole, as their sources give them, with what they cover."""

from collections.abc import Iterable

from leviers.catalogue.published import Repere
from leviers.publication.etude.contexte import Contexte, Redaction
from leviers.publication.etude.phrases import chiffre, compter, joindre
from leviers.publication.etude.portrait.coupe import lower, quote
from leviers.publication.etude.texte import Cite, Mot, Texte, dire
from leviers.reference.territoires import Metropole
from leviers.reference.typography import NBSP, accord

MAX_REPERES = 12
"""Lines: what half a column holds; all the others are on the site, and their sources are cited here."""
LONGUEUR_LIBELLE = 110
"""Letters of what is counted, beyond which it is cut: two lines of a column."""
LONGUEUR_PRECISION = 90
"""Letters of what a figure covers, beyond which it is cut: two lines of a column."""
EMPLOI = ("part_emploi_ess", "emplois_ess", "part_etablissements_ess", "etablissements_ess")
POLITIQUE = ("elu_ess", "strategie_ess", "instance_ess", "spaser", "agents_ess", "budget_ess")
ACHATS = (
    "achats_ess",
    "objectif_achats_ess",
    "heures_insertion",
    "heures_insertion_cumul",
    "objectif_heures_insertion",
)
AUTRES = ("tzcld", "ptce", "monnaie_locale", "tiers_lieux_nombre", "population_qpv", "siae", "esat_places")
ORDRE = (*POLITIQUE, *EMPLOI, *ACHATS, *AUTRES)
"""What is told first: what the métropole decides, then what the ESS weighs, what it buys, the rest."""
APPROXIMATIONS = ("Plus de", "Près de", "Environ", "Au moins", "Moins de")
"""A precision may begin with how exact the figure is: it then stands before it."""
OUI, NOMBRE = "oui", "nombre"


def choose_reperes(contexte: Contexte, metropole: Metropole, cles: Iterable[str] = ORDRE) -> list[Repere]:
    """One repère a key, the latest year; keys in the order given."""
    mine = [one for one in contexte.catalogue.reperes if one.territoire is metropole]
    mine.sort(key=lambda one: (-(one.annee or 0), one.id))
    found: dict[str, Repere] = {}
    for one in mine:
        if one.genre != NOMBRE or contexte.mesurer("portrait-repere", one.id).valeur is not None:
            found.setdefault(one.cle, one)
    return [found[cle] for cle in cles if cle in found]


def write_reperes(page: Redaction, metropole: Metropole) -> None:
    """A short list; the numbers of every source, even of what is not listed."""
    contexte = page.contexte
    total = contexte.mesurer("portrait-reperes", metropole.siren)
    if not total.valeur:
        page.par("sans-repere", "Aucun repère n’est connu.", style="petit")
        return
    shown = choose_reperes(contexte, metropole)[:MAX_REPERES]
    page.liste(_say_line(contexte, one) for one in shown)
    every = [one for one in contexte.catalogue.reperes if one.territoire is metropole]
    if rest := [one for one in every if one not in shown]:
        page.par(
            "reperes-tous",
            "{total} en tout ; les autres se lisent sur le site{sources}.",
            style="petit",
            total=compter(total, "repère"),
            sources=contexte.sources.cite(one.source for one in rest),
        )


def say_repere(contexte: Contexte, repere: Repere) -> Texte:
    """Its value with its unit; a number is a measure, words are quoted."""
    if repere.genre == OUI:
        return (Mot("oui"),)
    if repere.genre != NOMBRE:
        return quote(repere.valeur, f"repere:{repere.id}:valeur", most=LONGUEUR_PRECISION)
    mesure, unite = contexte.mesurer("portrait-repere", repere.id), repere.unite
    if unite == "%":
        return (chiffre(mesure, "pourcent"),)
    if unite == "année":
        return (chiffre(mesure, "annee"),)
    if unite.startswith("€"):
        said = (chiffre(mesure, "montant"),)
        return (*said, Mot(unite.removeprefix("€"))) if unite != "€" else said
    if not unite or repere.libelle.lower().startswith(unite.lower()):
        return (chiffre(mesure),)
    word = accord(mesure.valeur or 0, unite.removesuffix("x" if unite.endswith("lieux") else "s"), unite)
    return (chiffre(mesure), Mot(NBSP), Cite(word, f"repere:{repere.id}:unite"))


def say_label(repere: Repere) -> Texte:
    """What is counted or said."""
    return _quote_label(repere, repere.libelle)


def say_inside(repere: Repere) -> Texte:
    """The same inside a sentence, without its capital."""
    return _quote_label(repere, lower(repere.libelle))


def _quote_label(repere: Repere, words: str) -> Texte:
    return quote(words, f"repere:{repere.id}:libelle", most=LONGUEUR_LIBELLE)


def say_year(repere: Repere) -> Texte:
    """« 2022 », or that nobody wrote it."""
    if repere.annee:
        return (Cite(str(repere.annee), f"repere:{repere.id}:annee"),)
    return (Mot("année non précisée"),)


def split_precision(precision: str) -> tuple[str, str]:
    """« Plus de ; par an » -> « plus de », which stands before the figure, and « par an »."""
    first, _, rest = precision.partition(";")
    return (first.strip().lower(), rest.strip()) if first.strip() in APPROXIMATIONS else ("", precision)


def _say_line(contexte: Contexte, repere: Repere) -> Texte:
    """« Salariés de l’ESS : 36 000 (2021 ; base : emploi privé) »."""
    about, precision = split_precision(repere.precision)
    value = (Mot(f"{about} "), *say_repere(contexte, repere)) if about else say_repere(contexte, repere)
    is_said = repere.annee is not None and str(repere.annee) in repere.libelle
    scope: list[Texte] = [] if is_said else [say_year(repere)]
    if precision:
        scope.append(quote(lower(precision), f"repere:{repere.id}:precision", most=LONGUEUR_PRECISION))
    return dire(
        "{libelle}{valeur}{reste}{source}",
        libelle=say_label(repere),
        valeur=(Mot(f"{NBSP}: "), *value) if repere.genre != OUI else (),
        reste=(Mot(" ("), *joindre(scope, " ; "), Mot(")")) if scope else (),
        source=contexte.sources.cite([repere.source]),
    )
