"""Every field that names a person, by account or by address, is handed over and erased, or says why not."""

import inspect
from datetime import timedelta

import pytest
from django.apps import apps
from django.db import models
from django.utils import timezone

from leviers.accounts import depart
from leviers.accounts.models import Personne
from leviers.catalogue.models import Signalement
from leviers.participation.models import DemarcheProposee

COVERED = {
    "compte": (
        *("accounts.Personne.email", "accounts.Personne_groups.personne"),
        *("accounts.Personne_user_permissions.personne", "accounts.Role.personne"),
        *("accounts.Profil.personne", "accounts.Seance.personne", "accounts.Confirmation.courriel"),
        *("courrier.Lettre.destinataire", "account.EmailAddress.user", "account.EmailAddress.email"),
        *("mfa.Authenticator.user", "socialaccount.SocialAccount.user", "wagtailcore.APIToken.user"),
        *("wagtailusers.UserProfile.user", "wagtailadmin.EditingSession.user"),
        *("wagtailadmin.FormState.user", "wagtailcore.UploadedFile.uploaded_by_user"),
    ),
    "catalogue": ("catalogue.Signalement.auteur", "catalogue.Signalement.courriel"),
    "paroles": (
        *("participation.Commentaire.auteur", "participation.Commentaire.courriel"),
        *("participation.DemarcheProposee.auteur", "participation.DemarcheProposee.courriel"),
    ),
    "articles": ("participation.Article.auteur", "participation.Piece.proprietaire"),
    "suivis": ("participation.Abonne.courriel",),
    "annuaire": (
        *("directory.Adhesion.demandee_par", "directory.Bloc.auteur", "directory.Collectivite.demandee_par"),
        *("directory.Inscription.personne", "directory.Accueil.personne"),
    ),
    "reseau": (
        *("directory.Annonce.auteur", "directory.Blocage.par", "directory.Blocage.vise"),
        *("directory.Cooperation.premier", "directory.Cooperation.second", "directory.Fil.ouvert_par"),
        "directory.Interlocuteur.personne",
    ),
}
"""By part of the file of a person, what it hands over and erases."""
KEPT = {
    "an act of the team: who did it stays, as a row without name once she left": (
        *(
            "accounts.Role.confirme_par",
            "catalogue.Proposition.traitee_par",
            "catalogue.Signalement.traite_par",
        ),
        *("survey.Version.importee_par", "survey.Etape.par_equipe", "survey.Echange.auteur"),
        *("survey.Avis.auteur", "participation.Arbitrage.fait_par", "evidence.Decision.auteur"),
        *("evidence.Rapprochement.auteur", "publication.TexteEtude.modifie_par"),
        *("publication.Correction.auteur", "publication.Correction.retiree_par"),
        *("publication.Edition.figee_par", "publication.Erratum.auteur"),
        *("publication.Fabrication.demandee_par", "publication.GesteEtude.auteur"),
        *("directory.Adhesion.confirmee_par", "directory.Collectivite.confirmee_par"),
        *("directory.Bloc.masque_par", "directory.Reseau.cree_par"),
    ),
    "history of the texts: each version keeps its author, as a row without name once she left": (
        *("wagtailcore.Revision.user", "wagtailcore.ModelLogEntry.user", "wagtailcore.PageLogEntry.user"),
        *("wagtailcore.WorkflowState.requested_by", "wagtailcore.TaskState.finished_by"),
        *("wagtaildocs.Document.uploaded_by_user", "wagtailimages.Image.uploaded_by_user"),
    ),
    "a lock, which says nothing of a person and falls with her account": (
        *("catalogue.Demarche.locked_by", "catalogue.Levier.locked_by", "catalogue.Repere.locked_by"),
        *("participation.Article.locked_by", "wagtailcore.Page.locked_by"),
    ),
    "pages of Wagtail and their comments are not used here: no row is ever written": (
        *("wagtailcore.Page.owner", "wagtailcore.Comment.user", "wagtailcore.Comment.resolved_by"),
        *("wagtailcore.CommentReply.user", "wagtailcore.PageSubscription.user"),
    ),
    "an address of work written by the team, erased from the desk of surveys or some days after the end": (
        "survey.Contact.courriel",
    ),
}
"""By reason, what is not handed over."""


def list_fields() -> set[str]:
    """All that names a person, in every table of the site."""
    return {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.concrete_fields
        if isinstance(field, models.EmailField)
        or (isinstance(field, models.ForeignKey) and field.related_model is Personne)
    }


def test_every_field_that_names_a_person_is_covered_or_says_why_not():
    covered = [name for names in COVERED.values() for name in names]
    kept = [name for names in KEPT.values() for name in names]
    assert len(covered) + len(kept) == len({*covered, *kept})
    assert list_fields() == {*covered, *kept}


@pytest.mark.parametrize("part", COVERED)
def test_each_part_knows_the_tables_it_answers_for(part):
    source = inspect.getsource(inspect.getmodule(depart._parts[part].erase))
    for label in COVERED[part]:
        model = label.split(".")[1]
        assert model.partition("_")[0].lower() in source.lower(), label


@pytest.fixture
def lea(db):
    """A person, and all that she contributed: with her account, with her address, and unconfirmed."""
    person = Personne.objects.create_user("lea", "lea@exemple.invalid")
    proposed = {"territoire_siren": "244400404", "levier": "spaser", "source_url": "https://a.invalid/"}
    given = ({"auteur": person}, {"courriel": "Lea@exemple.invalid", "courriel_confirme": True})
    for number, who in enumerate((*given, {"courriel": "lea@exemple.invalid"})):
        Signalement.objects.create(objet="erreur", message=f"Faux {number}.", **who)
        DemarcheProposee.objects.create(titre=f"Proposée {number}", description="x", **proposed, **who)
    return person


def test_contributions_and_proposals_are_handed_over_once_their_address_is_proved(lea):
    file = depart.export(lea)
    assert [one["message"] for one in file["catalogue"]["signalements"]] == ["Faux 0.", "Faux 1."]
    assert [one["titre"] for one in file["paroles"]["demarches_proposees"]] == ["Proposée 0", "Proposée 1"]


def test_leaving_takes_name_and_address_off_all_of_them(lea):
    depart.erase(lea)
    for model in (Signalement, DemarcheProposee):
        assert set(model.objects.values_list("auteur", "courriel")) == {(None, "")}
        assert model.objects.count() == 3


def test_the_address_of_a_proposal_is_forgotten_after_a_year(lea):
    depart.purge(timezone.now() + timedelta(days=364))
    assert DemarcheProposee.objects.exclude(courriel="").count() == 2
    depart.purge(timezone.now() + timedelta(days=366))
    assert not DemarcheProposee.objects.exclude(courriel="").exists()
