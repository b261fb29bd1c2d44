"""The pages, and the kit they are made of."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Registered for its static files."""

    name = "leviers.web"
    label = "web"
    verbose_name = "Pages"
