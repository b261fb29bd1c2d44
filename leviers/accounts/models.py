"""People who write in the observatory."""

from django.contrib.auth.models import AbstractUser
from django.db import models


class Personne(AbstractUser):  # type: ignore[django-manager-missing]  # Wagtail’s locks, from another app
    """Somebody with an account, known by one e-mail address."""

    email = models.EmailField("adresse électronique", unique=True)

    class Meta:
        verbose_name = "personne"
        verbose_name_plural = "personnes"

    def __str__(self) -> str:
        return self.get_full_name() or self.username
