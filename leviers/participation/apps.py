"""What readers write: articles, comments, contributions; what they follow; how it is moderated."""

from django.apps import AppConfig, apps
from django.utils.module_loading import autodiscover_modules


class ParticipationConfig(AppConfig):
    """Articles, comments, contributions, follows, moderation."""

    name = "leviers.participation"
    label = "participation"
    verbose_name = "Participation"

    def ready(self) -> None:
        """What follows read, from the module `suivis` of each application; then what each part forgets.

        A command without the back office follows nothing and erases nobody: it does not pay for search.
        """
        if apps.is_installed("wagtail.admin"):
            autodiscover_modules("suivis", "ecrits", "departs")
