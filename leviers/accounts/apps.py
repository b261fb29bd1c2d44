"""People, and the roles they have."""

from importlib import import_module

from django.apps import AppConfig, apps

from leviers.accounts import depart


class AccountsConfig(AppConfig):
    """Registered first: the user model must exist before every other table."""

    name = "leviers.accounts"
    label = "accounts"
    verbose_name = "Comptes"

    def ready(self) -> None:
        """Say what this part keeps of a person; its models exist only now, and only where pages are."""
        if not apps.is_installed("axes"):
            return
        effacer = import_module("leviers.accounts.effacer")
        depart.register("compte", export=effacer.export, erase=effacer.erase, purge=effacer.purge)
