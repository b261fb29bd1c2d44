"""Words of the desk: what each verdict is called, and answers ready to be sent."""

from leviers.catalogue.models import Signalement
from leviers.participation import moderation as m

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
KEYS = {m.MONTRER: "a", m.GARDER: "a", m.RETABLIR: "a", m.REFUSER: "r", m.MASQUER: "r", m.MAINTENIR: "r"}
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
GENRES = {
    m.Genre.COMMENTAIRE: "Commentaire à lire",
    m.Genre.ALERTE: "Commentaire signalé",
    m.Genre.APPEL: "Contestation",
    m.Genre.CONTRIBUTION: "Contribution",
    m.Genre.PROPOSITION: "Proposition de démarche",
    m.Genre.ANNONCE: "Annonce à lire",
    m.Genre.ABUS_ANNONCE: "Annonce signalée",
    m.Genre.ABUS_MESSAGE: "Message signalé",
    m.Genre.ABUS_COOPERATION: "Coopération signalée",
}


def say_hours(hours: float | None) -> str:
    """Hours as one says them: minutes under one, days beyond two days."""
    if hours is None:
        return "aucune décision"
    if hours < 1:
        return f"{round(hours * 60)} min"
    if hours < 48:
        return f"{hours:.1f}".replace(".0", "").replace(".", ",") + " h"
    return f"{hours / 24:.1f}".replace(".0", "").replace(".", ",") + " jours"
