"""Ways of saying the same thing, taken in turn: the nth use of a kind takes its nth wording, then over again.

Within a kind every wording says the same names, so that which one comes out changes nothing but the words.
"""

from collections import Counter

AUCUNE, UNE, PEU, CERTAINES, MOITIE, PLUPART, TOUTES = (
    "aucune", "une", "peu", "certaines", "moitie", "plupart", "toutes",
)  # fmt: skip
SANS_DATE, UNE_DATE, PEU_DATES, DATES = "sans-date", "une-date", "peu-dates", "dates"
ENSEMBLE, COMBINE, ETABLI = "ensemble", "combine", "etabli"
VUE, PREUVES, FICHIERS, DETECTIONS, PROPOSES, OBSERVABLE, RECITS = (
    "vue", "preuves", "fichiers", "detections", "proposes", "observable", "recits",
)  # fmt: skip

TOURNURES: dict[str, tuple[str, ...]] = {
    AUCUNE: (
        "Nos sources ne le montrent dans {nombre} à ce jour. Cela ne veut pas dire que l’outil n’y sert pas : "
        "une décision de ce genre peut tenir en une page que nous n’avons pas lue.",
        "À ce jour, {nombre} n’apparaît dans nos sources pour ce levier. Personne ne peut en conclure qu’il "
        "reste inemployé.",
    ),
    UNE: (
        "Il n’est repéré que dans {nombre}, {noms}.",
        "Un exemple nous est connu, dans {nombre} : {noms}.",
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
        "Il a dépassé le cercle des pionniers : {rapport}, soit {proportion}.",
        "Il est présent dans {proportion} : {rapport}.",
    ),
    PLUPART: (
        "L’usage en est largement partagé : {part}.",
        "Le geste est courant : {part} y recourent d’après nos sources.",
        "Le recours y est fréquent : {part}.",
        "Il fait partie des pratiques répandues : {part}.",
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
        "Il voisine souvent avec « {autre} » : {nombre} réunissent les deux.",
        "Dans {nombre}, on le trouve aux côtés de « {autre} ».",
        "Là où il est repéré, « {autre} » l’est souvent aussi : {nombre} ont l’un et l’autre.",
        "« {autre} » l’accompagne dans {nombre}.",
    ),
    COMBINE: (
        "Il va de pair avec « {autre} » ({pourquoi}), présent avec lui dans {nombre}.",
        "La fiche conseille de le combiner avec « {autre} » ({pourquoi}) ; {nombre} réunissent les deux.",
        "Dans {nombre}, il s’ajoute à « {autre} » ({pourquoi}).",
        "Un autre levier le complète dans {nombre} : « {autre} » ({pourquoi}).",
        "Souvent, « {autre} » vient avec lui, comme dans {nombre} ({pourquoi}).",
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
    VUE: (
        "D’une métropole à l’autre, nous repérons de {minimum} à {maximum} ; dans la moitié d’entre elles au moins, "
        "le compte atteint {mediane}. Ces nombres mesurent ce que nous avons trouvé autant que ce qui se fait. Sur "
        "{leviers}, {communs} dans une métropole sur deux au moins ; {rares} à trois métropoles au plus.{absents}",
        "Les {leviers} du champ ne sont pas également répandus : {communs} dans une métropole sur deux au moins ; "
        "{rares} à trois au plus.{absents} Le nombre de leviers repérés va, selon la métropole, de {minimum} à "
        "{maximum} ; une sur deux au moins atteint {mediane}. Une métropole qui publie peu y paraît moins active "
        "qu’elle ne l’est.",
        "Une métropole sur deux au moins emploie {mediane} des {leviers} du champ, ou davantage, et leur nombre va "
        "de {minimum} à {maximum}, pour ce que les sources laissent voir. {communs} dans une métropole sur deux au "
        "moins ; {rares} à trois métropoles au plus.{absents}",
    ),
    PREUVES: (
        "Le plus souvent, la preuve est une page publique qui décrit l’action. Sur {usages} repérés dans le champ, "
        "{etablis} par un acte public ou par un indicateur.",
        "Que valent ces preuves ? Sur {usages}, {etablis} par un acte public ou par un indicateur ; les autres "
        "reposent sur des pages qui racontent l’action.",
        "Ces repérages s’appuient d’abord sur ce que disent les métropoles et leurs partenaires : sur {usages}, "
        "{etablis} par un acte public ou par un indicateur.",
    ),
    FICHIERS: (
        "Marchés, subventions, délibérations : ces actes pourraient montrer l’emploi des leviers du champ. Encore "
        "faut-il qu’ils soient publiés. Les fichiers lus contiennent des marchés au nom de {marches} ; pour les "
        "subventions, le compte est de {subventions} ; pour les délibérations, de {deliberations}.",
        "Un levier laisse d’ordinaire une trace : un contrat, une aide, un vote. Nous avons cherché ces traces dans "
        "les fichiers ouverts, qui restent lacunaires. Des marchés y figurent au nom de {marches}, des subventions "
        "au nom de {subventions}, des délibérations au nom de {deliberations}.",
        "Les actes publics disent autre chose que les récits : ils datent et ils engagent. Les fichiers ouverts n’en "
        "livrent qu’une part : des marchés de {marches}, des subventions de {subventions}, des délibérations de "
        "{deliberations}.",
    ),
    DETECTIONS: (
        "Du côté des métropoles, {etablis} un usage du champ, par une règle certaine ou après relecture.{proposes}",
        "Parmi les actes des métropoles, {etablis} un usage du champ ; il y faut une règle certaine ou le regard "
        "d’une personne.{proposes}",
        "Une règle certaine ou une relecture est nécessaire pour conclure : à ce jour, {etablis} un usage du champ "
        "dans une métropole.{proposes}",
    ),
    PROPOSES: (
        " Règles et lexique en proposent d’autres, lus dans des titres : {metropoles} de métropole, {communes} de "
        "commune membre. Tant que personne ne les a relus, ils ne comptent dans aucun total.",
        " Restent des propositions de la machine, à relire une à une et tenues hors de tout total : {metropoles} de "
        "métropole, {communes} de commune membre.",
        " La lecture automatique des titres propose encore {metropoles} de métropole et {communes} de commune "
        "membre ; ce ne sont pas des preuves, et aucun total ne les compte.",
    ),
    OBSERVABLE: (
        "Ce que nos sources ne peuvent pas montrer : pour {couples} des {cases} couples que forment une métropole et "
        "un levier du champ ({part}), aucune démarche n’est connue et aucun fichier public n’était assez rempli "
        "pour conclure.",
        "Le silence n’est pas une réponse. Pour {couples} couples d’une métropole et d’un levier sur {cases} "
        "({part}), ni démarche connue, ni fichier assez rempli : rien ne permet de dire oui, rien ne permet de "
        "dire non.",
        "La part d’ombre est grande : {couples} des {cases} couples d’une métropole et d’un levier du champ ({part}) "
        "ne sont pas observables, faute de démarche connue et de fichiers publics assez remplis.",
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
