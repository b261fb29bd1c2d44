"""What is kept of surveys.

Questionnaire > Version > Campagne > Participation > Saisie: a text, what it was on one day, a call to
answer it, the answer of one territoire, and each thing that somebody said of one question.
"""

from leviers.survey.models.campagnes import Campagne, Contact, Etape, Participation
from leviers.survey.models.echanges import Avis, Echange, Envoi
from leviers.survey.models.questionnaires import Questionnaire, Version
from leviers.survey.models.reponses import Piece, Saisie

__all__ = [
    "Avis",
    "Campagne",
    "Contact",
    "Echange",
    "Envoi",
    "Etape",
    "Participation",
    "Piece",
    "Questionnaire",
    "Saisie",
    "Version",
]
