"""What métropoles are asked, and what they answer."""

from django.apps import AppConfig


class SurveyConfig(AppConfig):
    """Questionnaires, campaigns and answers."""

    name = "leviers.survey"
    label = "survey"
    verbose_name = "Enquêtes"
