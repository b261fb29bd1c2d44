"""People, and the roles they have."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Registered first: the user model must exist before every other table."""

    name = "leviers.accounts"
    label = "accounts"
    verbose_name = "Comptes"
