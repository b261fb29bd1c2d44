"""The network address of who writes is kept nowhere, but fourteen days for wrong passwords of the team."""

from datetime import timedelta

import pytest
from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.apps import apps
from django.db import models
from django.utils import timezone

from leviers.accounts import depart
from leviers.cli.server import _Server
from tests.hostile.formulaires import FORMULAIRES
from tests.hostile.monde import open_again
from tests.web.droits import BY_ADDRESS

pytestmark = pytest.mark.django_db
HERE = "203.0.113.77"
OF_PASSWORDS = (AccessAttempt, AccessFailureLog, AccessLog)
KINDS = (models.CharField, models.TextField, models.JSONField, models.GenericIPAddressField)


def list_holders():
    """Kinds of rows that hold the address, in clear."""
    for model in apps.get_models():
        names = [one.attname for one in model._meta.concrete_fields if isinstance(one, KINDS)]
        rows = model._default_manager.values_list(*names) if names else ()
        if any(HERE in str(value) for row in rows for value in row):
            yield model


def test_no_form_keeps_the_network_address_of_who_sends_it(monde, capsys, caplog):
    for formulaire in FORMULAIRES:
        open_again(monde)
        browser = monde.browsers[formulaire.qui]
        browser.post(monde.path(formulaire.adresse), formulaire.fill(monde), REMOTE_ADDR=HERE)
    for path, said in BY_ADDRESS.items():
        monde.browsers["personne"].post(path, said, REMOTE_ADDR=HERE)
    monde.browsers["personne"].get("/nulle-part/", REMOTE_ADDR=HERE)
    assert [*list_holders()] == []
    assert HERE not in "".join([*capsys.readouterr(), caplog.text])


def test_wrong_passwords_forget_the_address_after_fourteen_days(client, editor):
    client.post("/gestion/login/", {"username": "ada", "password": "faux"}, REMOTE_ADDR=HERE)
    assert set(list_holders()) <= set(OF_PASSWORDS)
    assert AccessAttempt.objects.exists()
    depart.purge(timezone.now() + timedelta(days=13))
    assert AccessAttempt.objects.exists()
    depart.purge(timezone.now() + timedelta(days=14, minutes=1))
    assert [*list_holders()] == []


def test_our_server_writes_no_journal_of_readers():
    """The registre of processing says so; the server that stands before it is the installation’s."""
    chosen = _Server("127.0.0.1", 8000, 1).cfg
    assert chosen.accesslog is None
    assert not chosen.syslog
    assert not chosen.statsd_host
