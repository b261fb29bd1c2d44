"""The French words of the desk: what was done, what confirming would change, how sure the machine is."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from textwrap import shorten
from typing import Any

from leviers.accounts.depart import GONE
from leviers.evidence.accord import ENOUGH, Bilan
from leviers.evidence.models import Decision
from leviers.evidence.portee import ANCIEN, COMMUNE, DEJA, GENRE, NIVEAU, NOMBRE, Portee
from leviers.evidence.review import Outcome
from leviers.reference import typologie
from leviers.web.kit.typography import FINE, NBSP, PARIS, date_fr, enumere, nombre, pluriel

VERDICTS = {"confirme": "confirmé", "corrige": "corrigé", "rejette": "rejeté", "passe": "passé"}
PLURALS = {
    "marche": ("marché", "marchés"),
    "subvention": ("subvention", "subventions"),
    "deliberation": ("délibération", "délibérations"),
}
TITLE = 90
_CONFIANCES = ((0.9, "très probable"), (0.8, "probable"), (0.0, "incertaine"))
_KAPPAS = (
    (0.8, "presque parfait"),
    (0.6, "fort"),
    (0.4, "modéré"),
    (0.2, "faible"),
    (-1.0, "très faible : à peine mieux que le hasard"),
)
"""Words of J. R. Landis and G. G. Koch, « The measurement of observer agreement », Biometrics, 1977."""


def name_title(fait: dict[str, Any]) -> str:
    """A record by the first words of its title, between French quotes."""
    text = shorten(fait.get("objet") or "sans intitulé", TITLE, placeholder="…")
    return f"«{NBSP}{text}{NBSP}»"


def say_done(decision: Decision, nb: int) -> str:
    """« Confirmé : « Tiers-lieu des Halles » », with how many when there are several."""
    verdict = VERDICTS[decision.verdict].capitalize()
    if decision.verdict == "corrige":
        verdict = f"Corrigé en {name_levier(decision.levier_corrige)}"
    several = f" et {pluriel(nb - 1, 'autre fiche', 'autres fiches')} du même titre" if nb > 1 else ""
    return f"{verdict}{NBSP}: {name_title(decision.fait)}{several}."


def say_undone(decision: Decision, nb: int) -> str:
    """« Annulé, confirmé : « Tiers-lieu des Halles » »."""
    said = say_done(decision, nb)
    return f"Annulé, {said[0].lower()}{said[1:]}"


def say_others(outcome: Outcome, verdict: str) -> str:
    """What others said of the same record meanwhile; empty when nobody did."""
    if not outcome.autres:
        return ""
    said = [f"{name_author(row)} avait {VERDICTS[row.verdict]} cette fiche" for row in outcome.autres]
    kept = "les deux avis sont gardés" if len(said) == 1 else "tous les avis sont gardés"
    is_same = all((row.verdict == "confirme") == (verdict == "confirme") for row in outcome.autres)
    state = "ils concordent" if is_same else "elle est discutée"
    return f"{enumere(said)} entre-temps{NBSP}: {kept}, {state}."


def say_repeated(outcome: Outcome) -> str:
    """The same form came twice."""
    if outcome.nb:
        return f"Cette réponse était déjà enregistrée{NBSP}: elle n’est comptée qu’une fois."
    return f"Cette réponse avait été annulée{FINE}; elle le reste."


def say_moment(moment: datetime) -> str:
    """« 27 novembre 2026 à 16 h 37 », in Paris."""
    local = moment.astimezone(PARIS)
    return f"{date_fr(local)} à {local.hour}{NBSP}h{NBSP}{local.minute:02}"


def name_author(decision: Decision) -> str:
    """Who decided."""
    return str(decision.auteur) if decision.auteur else GONE


def name_levier(code: str) -> str:
    """A levier by its short name; its code when it is no more."""
    known = typologie.load_leviers().get(code)
    return known.nom_court if known else code


def say_confidence(value: float | None) -> str:
    """« probable, 86 % : sur cent propositions comme celle-ci, 14 sont fausses »."""
    if value is None:
        return "inconnue"
    word = next(word for floor, word in _CONFIANCES if value >= floor)
    wrong = round(100 * (1 - value))
    return (
        f"{word}, {nombre(100 * value, 0)}{NBSP}%{NBSP}: sur cent propositions comme celle-ci,"
        f" {wrong} {'est fausse' if wrong < 2 else 'sont fausses'}"
    )


def say_portee(portee: Portee, genre: str) -> str:
    """What confirming would change, in one sentence."""
    one, many = PLURALS[genre]
    le, un, celui = ("le", "un", "celui-ci") if genre == "marche" else ("la", "une", "celle-ci")
    first = f"{le} 1{'er' if le == 'le' else 're'}"
    rank = first if portee.rang == 1 else f"{le} {portee.rang}e"
    before, after = portee.avant.nom, portee.apres.nom
    return {
        NIVEAU: f"Confirmer ferait passer ce levier de {before} à {after} dans la matrice.",
        NOMBRE: f"Il faut {portee.requis} {many} de la métropole pour constater ce levier{NBSP}: "
        f"{celui} serait {rank}.",
        DEJA: f"Ce levier est déjà {before} ici{NBSP}: confirmer ajoute une preuve, sans changer le niveau.",
        COMMUNE: f"Acte d’une commune, pas de la métropole{NBSP}: confirmé, il est montré à part et "
        "ne change pas le niveau.",
        ANCIEN: f"Acte d’avant {portee.depuis}, ou sans année sûre{NBSP}: confirmé, il est montré mais ne "
        "compte pas pour le niveau.",
        GENRE: f"D’après les règles de preuve, {un} {one} ne suffit pas à constater ce levier{NBSP}: "
        "confirmer ne change pas le niveau.",
    }[portee.effet]


def say_left(nb_titres: int, nb_fiches: int, nb_utiles: int) -> str:
    """« 2 310 titres à relire (3 409 fiches), dont 12 changeraient la matrice »."""
    said = f"{pluriel(nb_titres, 'titre')} à relire"
    if nb_fiches > nb_titres:
        said += f" ({pluriel(nb_fiches, 'fiche')})"
    if nb_utiles:
        said += f", dont {nombre(nb_utiles)} {'changerait' if nb_utiles < 2 else 'changeraient'} la matrice"
    return said


def say_kappa(bilan: Bilan) -> str:
    """The agreement of reviewers, or why nothing can be said of it."""
    if bilan.nb_doubles < ENOUGH:
        done = pluriel(bilan.nb_doubles, "double lecture", "doubles lectures")
        return f"Trop peu de doubles lectures pour le dire{NBSP}: {done}, il en faut {ENOUGH}."
    if bilan.kappa is None:
        return f"Toutes les réponses sont les mêmes{NBSP}: l’accord ne se mesure pas."
    word = next(word for floor, word in _KAPPAS if bilan.kappa >= floor)
    return f"Kappa de Fleiss{NBSP}: {nombre(bilan.kappa, 2)}, un accord {word}."


def say_ignored(names: Sequence[str]) -> str:
    """Filters that mean nothing."""
    words = {"monde": "le monde", "territoire": "le territoire", "levier": "le levier", "genre": "le genre"}
    return enumere([words[name] for name in names])


def say_clues(indices: Iterable[tuple[str, str]]) -> list[str]:
    """Why a record is proposed for a démarche."""
    words = {
        "partenaire": "le partenaire « {} » en est le titulaire ou le bénéficiaire",
        "nomme": "l’intitulé nomme le partenaire « {} »",
        "mots": "mots en commun avec le titre de la démarche : {}",
        "annee": "année {}, dans la période de la démarche",
    }
    return [words[name].format(said) for name, said in indices]
