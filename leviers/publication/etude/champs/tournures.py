"""Ways of saying the same thing, taken in turn: the nth use of a kind takes its nth wording, then over again.

Within a kind every wording says the same names, so that which one comes out changes nothing but the words.
"""

from collections import Counter

AUCUNE, UNE, PEU, CERTAINES, MOITIE, PLUPART, TOUTES = (
    "aucune", "une", "peu", "certaines", "moitie", "plupart", "toutes",
)  # fmt: skip
SANS_DATE, UNE_DATE, PEU_DATES, DATES = "sans-date", "une-date", "peu-dates", "dates"
ENSEMBLE, ETABLI, RECITS = "ensemble", "etabli", "recits"

TOURNURES: dict[str, tuple[str, ...]] = {
    AUCUNE: (
        "Nos sources ne le montrent dans {nombre} à ce jour. Cela ne veut pas dire que l’outil n’y sert pas : "
        "une décision de ce genre peut tenir en une page que nous n’avons pas lue.",
        "À ce jour, {nombre} n’apparaît dans nos sources pour ce levier. Personne ne peut en conclure qu’il "
        "reste inemployé.",
    ),
    UNE: (
        "Il n’est repéré que dans {nombre} : {noms}.",
        "À notre connaissance, {nombre} y recourt : {noms}.",
    ),
    PEU: (
        "On le repère dans {nombre} : {noms}.",
        "À notre connaissance, {nombre} y recourent : {noms}.",
        "Les sources publiques n’en montrent l’usage que dans {nombre} : {noms}.",
    ),
    CERTAINES: (
        "Il est repéré dans {part}.",
        "Les sources publiques en montrent l’usage dans {part}.",
        "À ce jour, {part} y recourent d’après nos sources.",
        "On en trouve la trace dans {part}.",
        "D’après ce que nous avons lu, {part} s’en servent.",
    ),
    MOITIE: (
        "On le retrouve dans {proportion}, soit {rapport}.",
        "Dans {proportion}, au moins une source publique le montre : {rapport}.",
        "L’usage est entré dans les habitudes : {rapport}, soit {proportion}.",
        "Il est présent dans {proportion} : {rapport}.",
    ),
    PLUPART: (
        "L’usage en est largement partagé : {part}.",
        "C’est l’un des gestes les plus courants : {part} y recourent d’après nos sources.",
        "Le recours y est presque général : {part}.",
        "Peu de leviers sont aussi répandus : {part}.",
    ),
    TOUTES: ("On le trouve partout : {part} y recourent.",),
    ETABLI: (
        "Un acte public ou un indicateur l’établit dans {nombre} : {noms}.",
        "Au-delà des pages qui en parlent, des actes l’établissent dans {nombre} : {noms}.",
    ),
    SANS_DATE: (
        "Aucune source ne date ses débuts.",
        "Les sources n’en donnent pas l’année de départ.",
    ),
    UNE_DATE: (
        "La seule démarche datée commence en {annee}.",
        "La démarche dont on connaît l’année a débuté en {annee}.",
    ),
    PEU_DATES: (
        "La plus ancienne démarche datée commence en {annee}.",
        "La première dont on connaisse l’année remonte à {annee}.",
        "Nos sources en font remonter la trace à {annee}.",
        "Le premier exemple daté est de {annee}.",
    ),
    DATES: (
        "Les démarches datées s’échelonnent depuis {annee} ; une sur deux au moins a débuté en {mediane} "
        "ou plus tard.",
        "L’exemple le plus ancien remonte à {annee}, mais la moitié au moins des démarches datées ont "
        "commencé en {mediane} ou après.",
        "Le premier cas connu est de {annee} ; au moins une démarche datée sur deux a suivi à partir de "
        "{mediane}.",
        "Depuis un premier exemple en {annee}, le mouvement continue : la moitié au moins des démarches "
        "datées sont de {mediane} ou d’après.",
    ),
    ENSEMBLE: (
        "Il va souvent de pair avec « {autre} » : {nombre} réunissent les deux.",
        "Son voisin le plus fréquent est « {autre} », présent avec lui dans {nombre}.",
        "Là où on le trouve, « {autre} » n’est pas loin : {nombre} ont l’un et l’autre.",
        "« {autre} » l’accompagne dans {nombre}.",
        "On le rencontre volontiers avec « {autre} », comme dans {nombre}.",
    ),
    "propre": (
        "La fiche y voit une compétence propre de la métropole ({fondement}).",
        "La métropole agit ici sur une compétence propre ({fondement}).",
        "Il relève d’une compétence propre ({fondement}).",
    ),
    "partagee": (
        "La compétence est partagée ({fondement}). {conditions}",
        "La métropole n’y est pas seule compétente ({fondement}). {conditions}",
        "D’autres échelons ont ici leur part ({fondement}). {conditions}",
    ),
    "conditionnee": (
        "La compétence s’exerce sous conditions ({fondement}). {conditions}",
        "Le droit l’ouvre sous conditions ({fondement}). {conditions}",
        "La métropole peut s’en saisir, aux conditions que fixent les textes ({fondement}). {conditions}",
    ),
    "facultative": (
        "L’intervention reste facultative ({fondement}).",
        "La fiche la range parmi les interventions facultatives ({fondement}).",
        "La métropole peut agir sans y être tenue ({fondement}).",
    ),
    RECITS: (
        "Les démarches qui suivent sont choisies par une règle, non par préférence. Chacune est de haute "
        "confiance, s’appuie sur plusieurs pages publiques et donne un montant ou un chiffre. Une métropole "
        "n’est racontée qu’une fois dans le chapitre ; entre deux démarches possibles, la règle prend celle "
        "d’une métropole, d’une région, d’une taille ou d’un levier moins souvent racontés. Ces conditions "
        "sont remplies par {retenables} sur {demarches}.",
        "Comment ces démarches ont-elles été choisies ? Parmi les plus sûres, qui citent plusieurs pages et "
        "donnent un montant ou un chiffre, soit {retenables} sur {demarches}, la règle varie les métropoles, "
        "les régions, les tailles et les leviers. Elle ne juge pas les résultats.",
        "Le choix suit la même règle dans tous les chapitres : haute confiance, plusieurs pages publiques, un "
        "montant ou un chiffre, puis la diversité des métropoles, des régions, des tailles et des leviers. "
        "Ici, {retenables} sur {demarches} remplissent les conditions.",
    ),
}


class Tournures:
    """Wordings still to come, over a whole study."""

    def __init__(self) -> None:
        self._used: Counter[str] = Counter()

    def prendre(self, sorte: str) -> str:
        """The next wording of a kind."""
        found = TOURNURES[sorte]
        self._used[sorte] += 1
        return found[(self._used[sorte] - 1) % len(found)]
