"""Words of the desk: what each verdict is called, and answers ready to be sent."""

from leviers.catalogue.models import Signalement
from leviers.courrier.retard import Retard
from leviers.directory.annonces import moderation as reseau
from leviers.participation import moderation as m
from leviers.participation.attente import Attente
from leviers.web.kit.typography import date_fr, pluriel

Etat = Signalement.Etat

VERDICTS: dict[str, str] = {
    m.MONTRER: "Afficher",
    m.REFUSER: "Refuser",
    m.GARDER: "Garder affiché",
    m.MASQUER: "Masquer",
    m.RETABLIR: "Afficher après tout",
    m.MAINTENIR: "Maintenir",
}
DONE: dict[str, str] = {
    m.MONTRER: "affiché",
    m.REFUSER: "refusé",
    m.GARDER: "gardé affiché",
    m.MASQUER: "masqué",
    m.RETABLIR: "rétabli",
    m.MAINTENIR: "décision maintenue",
}
VERDICTS |= {
    Etat.EN_COURS: "Mettre en cours",
    Etat.ACCEPTEE: "Accepter",
    Etat.EN_PARTIE: "Accepter en partie",
    Etat.REFUSEE: "Refuser",
}
DONE |= {
    Etat.EN_COURS: "mise en cours",
    Etat.ACCEPTEE: "acceptée",
    Etat.EN_PARTIE: "acceptée en partie",
    Etat.REFUSEE: "refusée",
}
DONE |= {"oui": "oui à ce qui était coché", "non": "non à ce qui était coché"}
TEMPLATES = (
    "Hors sujet : ce commentaire ne porte pas sur cette page.",
    "Publicité ou démarchage.",
    "Met en cause une personne sans élément vérifiable.",
    "Propos injurieux ou discriminatoires.",
    "Données personnelles d’autrui.",
    "Déjà dit, dans les mêmes mots.",
    "Après relecture, la décision est maintenue pour le motif déjà donné.",
)
ANSWERS = (
    "La page est corrigée, merci.",
    "La source citée dit autre chose : nous gardons ce qu’elle dit.",
    "Il nous faut une page publique qui le montre.",
    "Le fichier d’origine dit ainsi ; signalez-le aussi à qui le publie.",
)
GENRES: dict[str, str] = {
    m.Genre.COMMENTAIRE: "Commentaire à lire",
    m.Genre.ALERTE: "Commentaire signalé",
    m.Genre.APPEL: "Contestation",
    m.Genre.CONTRIBUTION: "Contribution",
    m.Genre.PROPOSITION: "Proposition de démarche",
    m.Genre.ANNONCE: "Annonce à lire",
    m.Genre.ABUS_ANNONCE: "Annonce signalée",
    m.Genre.ABUS_MESSAGE: "Message signalé",
    m.Genre.ABUS_COOPERATION: "Coopération signalée",
    m.Genre.APPEL_ANNONCE: "Annonce contestée",
    m.Genre.APPEL_COOPERATION: "Coopération contestée",
    m.Genre.BLOC: "Page de structure",
    m.Genre.COLLECTIVITE: "Collectivité",
}
FILTERS: dict[str, str] = {
    m.Genre.COMMENTAIRE: "Commentaires",
    m.Genre.ALERTE: "Signalés",
    m.Genre.APPEL: "Contestations",
    m.Genre.CONTRIBUTION: "Contributions",
    m.Genre.PROPOSITION: "Propositions",
    m.Genre.ANNONCE: "Annonces",
    m.Genre.ABUS_ANNONCE: "Annonces signalées",
    m.Genre.ABUS_MESSAGE: "Messages signalés",
    m.Genre.ABUS_COOPERATION: "Coopérations signalées",
    m.Genre.APPEL_ANNONCE: "Annonces contestées",
    m.Genre.APPEL_COOPERATION: "Coopérations contestées",
}
PAGES: dict[str, str] = {
    m.Genre.COMMENTAIRE: "commentaire",
    m.Genre.ALERTE: "commentaire",
    m.Genre.APPEL: "commentaire",
    **dict.fromkeys(reseau.VERDICTS, "reseau"),
}
"""Kinds shown as another one is; a kind without words or without page of its own is shown plainly."""


def say_kind(item: Attente) -> str:
    """What heads one thing that waits."""
    if item.genre == m.Genre.CONTRIBUTION:
        one: Signalement = item.objet
        return (
            f"{one.get_objet_display()} (en cours)" if one.etat == Etat.EN_COURS else one.get_objet_display()
        )
    return GENRES.get(item.genre, item.genre.capitalize())


def say_verdict(genre: str, verdict: str) -> str:
    """What a button says."""
    if genre == m.Genre.PROPOSITION and verdict == Etat.ACCEPTEE:
        return "Ouvrir un brouillon"
    return VERDICTS.get(verdict, verdict.capitalize())


def list_answers(genre: str) -> tuple[str, ...]:
    """Answers ready to be sent to authors of one kind of things; of all of them without a kind."""
    if not genre:
        return (*TEMPLATES, *ANSWERS)
    return TEMPLATES if genre in (*m.VERDICTS, *reseau.VERDICTS) else ANSWERS


def say_hours(hours: float | None) -> str:
    """Hours as one says them: minutes under one, days beyond two days; they are known to six minutes."""
    if hours is None:
        return "aucune décision"
    if hours == 0:
        return "quelques minutes"
    if hours < 1:
        return f"{round(hours * 60)} min"
    if hours < 48:
        return f"{hours:.1f}".replace(".0", "").replace(".", ",") + " h"
    return f"{hours / 24:.1f}".replace(".0", "").replace(".", ",") + " jours"


def say_retard(retard: Retard) -> list[str]:
    """What the team must know of the mail, nothing when letters leave."""
    said = []
    if retard.depuis:
        late = pluriel(retard.nb, "lettre attend", "lettres attendent")
        said.append(f"{retard.erreur} {late} depuis le {date_fr(retard.depuis)} ; aucune n’est perdue.")
    if retard.nb_a_decider:
        left = pluriel(retard.nb_a_decider, "lettre est", "lettres sont")
        said.append(f"{left} à décider : refusées, ou peut-être parties. « leviers letters » les liste.")
    return said
