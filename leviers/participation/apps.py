"""What readers write: articles, comments, contributions; what they follow; how it is moderated."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class ParticipationConfig(AppConfig):
    """Articles, comments, contributions, follows, moderation."""

    name = "leviers.participation"
    label = "participation"
    verbose_name = "Participation"

    def ready(self) -> None:
        """What follows read, from the module `suivis` of each application; then what each part forgets."""
        autodiscover_modules("suivis", "ecrits", "departs")
