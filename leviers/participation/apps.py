"""What readers write: articles, comments, contributions; what they follow; how it is moderated."""

from django.apps import AppConfig


class ParticipationConfig(AppConfig):
    """Articles, comments, contributions, follows, moderation."""

    name = "leviers.participation"
    label = "participation"
    verbose_name = "Participation"
