"""Letters of the observatory: written here, sent outside of web requests."""

from django.apps import AppConfig


class CourrierConfig(AppConfig):
    """Letters that wait, and those that left."""

    name = "leviers.courrier"
    label = "courrier"
    verbose_name = "Courrier"
