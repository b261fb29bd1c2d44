"""One of each thing that people write, whose it is, and a browser for each of those who write.

Same role  lea and nora speak for the same métropole, camille and dominique contribute, oscar and nils
           represent an organisation each: what one owns, the other may not touch
"""

from datetime import timedelta
from typing import Any

from django.contrib.auth.models import Group
from django.db import models
from django.test import Client
from django.utils import timezone

from leviers.accounts import roles
from leviers.accounts.models import Geste, Personne, Role
from leviers.catalogue.models import Signalement
from leviers.directory.annonces import cooperations, jetons
from leviers.directory.annonces.cooperations import Fait
from leviers.directory.fiches import accueil
from leviers.directory.models import (
    Adhesion,
    AlerteReseau,
    Annonce,
    Bloc,
    Collectivite,
    Cooperation,
    Fil,
    Message,
    Reseau,
)
from leviers.participation.models import Abonne, Alerte, Commentaire, DemarcheProposee, Suivi
from leviers.participation.suivis import jetons as suivis
from leviers.publication.models import TexteEtude
from leviers.survey.avis import open_contradictoire
from leviers.survey.etapes import advance
from leviers.survey.jetons import make_jeton
from leviers.survey.versions import import_version
from tests.directory.annonces.conftest import make_annonce, make_vue
from tests.participation.conftest import write_article
from tests.survey.conftest import METZ, NANTES, Enquete
from tests.web.enquetes.conftest import FORM

RENNES = "243500139"
STRUCTURE, AUTRE_STRUCTURE = "552100554", "999999030"
"""Organisations that no list names here."""
REZE = "214401432"
Genre = Role.Genre
PEOPLE: dict[str, tuple[tuple[str, str], ...]] = {
    "lea": ((Genre.REFERENT, NANTES),),
    "nora": ((Genre.REFERENT, NANTES),),
    "paul": ((Genre.REFERENT, RENNES),),
    "camille": ((Genre.CONTRIBUTEUR, ""),),
    "dominique": ((Genre.CONTRIBUTEUR, ""),),
    "oscar": ((Genre.ORGANISATION, STRUCTURE),),
    "nils": ((Genre.ORGANISATION, AUTRE_STRUCTURE),),
    "zoe": (),
    "max": (),
    "andrea": ((Genre.ANIMATEUR, ""),),
}
TEAMS = {"ada": roles.EDITION, "bertille": roles.RELECTURE, "alice": roles.ENQUETES, "bruno": roles.ENQUETES}


class Monde:
    """Browsers by name (« personne » has no session) and keys of things by name."""

    def __init__(self, mini: Any) -> None:
        mini.demarche("a")
        self.people: dict[str, Personne] = {}
        self.browsers: dict[str, Client] = {"personne": Client()}
        for name in (*PEOPLE, *TEAMS):
            self._enter(name)
        self.cles: dict[str, Any] = {name: person.pk for name, person in self.people.items()}
        self.cles |= {"siren": STRUCTURE, "campagne": "essai-2026"}
        for lay in (self._lay_paroles, self._lay_reseau, self._lay_fiches, self._lay_enquete):
            lay()

    def path(self, address: str) -> str:
        """An address in which keys stand for things: « /commentaires/{commentaire}/ »."""
        return address.format(**self.cles)

    def _enter(self, name: str) -> None:
        person = Personne.objects.create_user(name, f"{name}@exemple.invalid", first_name=name.title())
        for genre, portee in PEOPLE.get(name, ()):
            Role.objects.create(personne=person, genre=genre, portee=portee, confirme_le=timezone.now())
        if name in TEAMS:
            person.groups.add(Group.objects.get(name=TEAMS[name]))
        roles.keep_groups(person)
        self.people[name], self.browsers[name] = person, Client()
        self.browsers[name].force_login(person)

    def _lay_paroles(self) -> None:
        camille = self.people["camille"]
        said = {
            "sujet": "levier",
            "sujet_id": "spaser",
            "sujet_titre": "SPASER",
            "sujet_adresse": "/leviers/spaser/",
        }
        for cle, etat in (("commentaire", "visible"), ("masque", "masque")):
            one = Commentaire.objects.create(
                auteur=camille, nom="Camille", texte="Voilà.", etat=etat, montre_le=timezone.now(), **said
            )
            self.cles[cle] = one.pk
        signalement = Signalement.objects.create(**said, objet="erreur", message="Un chiffre de 2021.")
        self.cles["contribution"] = signalement.pk
        proposee = DemarcheProposee.objects.create(
            territoire_siren=NANTES,
            titre="Marchés du nettoyage",
            levier="spaser",
            description="Trois lots réservés depuis 2022, pour une entreprise d’insertion.",
            source_url="https://exemple.invalid/acte",
        )
        self.cles["proposition"] = proposee.pk
        article = write_article(
            "Trois ans de clauses", auteur=camille, sujets=("levier/spaser",), slug="trois-ans-de-clauses"
        )
        self.cles["article"] = article.slug
        abonne = Abonne.objects.create(courriel="zoe@exemple.invalid", cle="cle-zoe")
        suivi = Suivi.objects.create(
            abonne=abonne,
            sujet="levier",
            sujet_id="spaser",
            titre="SPASER",
            adresse="/leviers/spaser/",
            rythme="semaine",
            demande_le=timezone.now(),
            confirme_le=timezone.now(),
            vu_jusqu_a=timezone.now(),
        )
        self.cles |= {"suivi": suivi.pk, "mes_suivis": suivis.sign_management(abonne)}
        self.cles["arreter"] = suivis.sign_stop(abonne, "semaine")
        self.cles["role"] = Role.objects.create(
            personne=self.people["zoe"], genre=Genre.RELECTEUR, raison="J’aime relire."
        ).pk

    def _lay_reseau(self) -> None:
        lea, paul = self.people["lea"], self.people["paul"]
        annonce = make_annonce(lea)
        vue = make_vue(annonce, paul)
        fait = Fait("Deux jours à Rennes", "Le tableau de Rennes a servi à Nantes.", ("spaser",), 2026, ())
        shown = cooperations.propose(vue, fait, by=paul, jeton=None)
        cooperations.answer(shown, "confirmer", by=lea)
        self.cles |= {
            "annonce": annonce.pk,
            "refusee": make_annonce(self.people["nora"]).pk,
            "fil": vue.fil.pk,
            "message": Message.objects.get().pk,
            "cooperation": shown.pk,
            "proposee": cooperations.propose(vue, fait, by=paul, jeton=None).pk,
            "masquee": Cooperation.objects.create(
                premier=paul,
                premier_nom="Rennes Métropole",
                second=lea,
                second_nom="Nantes Métropole",
                titre="Un voyage",
                texte="Deux jours.",
                annee=2026,
                etat="masquee",
                motif="Hors sujet.",
            ).pk,
            "prolonger": jetons.sign_prolong(annonce),
            "lettres": jetons.sign_stop(lea),
        }

    def _lay_fiches(self) -> None:
        oscar, zoe = self.people["oscar"], self.people["zoe"]
        said = {"siren": STRUCTURE, "sorte": Bloc.Sorte.OFFRE, "contenu": {"texte": "Des vélos."}}
        self.cles["bloc"] = Bloc.objects.create(auteur=oscar, **said).pk
        self.cles["accueil"] = accueil.declare(STRUCTURE, {"relais": True}, by=oscar, depuis=0).pk
        self.cles["reseau"] = "avise"
        reseau = Reseau.objects.get(slug="rtes")
        adhesion = Adhesion.objects.create(reseau=reseau, siren=STRUCTURE, demandee_par=oscar)
        self.cles["adhesion"] = adhesion.pk
        collectivite = Collectivite.objects.create(
            siren=REZE, nom="Rezé", genre="commune", demandee_par=zoe, raison="Chargée de mission."
        )
        self.cles["collectivite"] = collectivite.pk
        texte = TexteEtude(
            place="avant-propos", titre="Agir", signature="Ada Orval", corps="Un mot.", ordre=1
        )
        texte.save()
        self.cles["texte"] = texte.pk

    def _lay_enquete(self) -> None:
        self.enquete = Enquete({})
        version, _created = import_version(FORM, "essai.md")
        self.enquete.version = self.enquete.campagne.version = version
        self.enquete.campagne.save()
        nantes = self.enquete.invite(NANTES, courriel="a@nantes.fr")
        metz = self.enquete.invite(METZ, courriel="a@metz.fr")
        self.enquete.say(metz, "achats/G01", "oui")
        self.enquete.say(self.enquete.invite(METZ, "direction"), "achats/G01", "non")
        advance(metz.participation, "envoyee", by=metz)
        open_contradictoire(metz.participation, by=self.people["bruno"])
        self.cles |= {
            "contact": nantes.pk,
            "autre_contact": metz.pk,
            "jeton": make_jeton(nantes),
            "autre_jeton": make_jeton(metz),
            "version": version.pk,
        }


_LAID: dict[type[models.Model], tuple[str, ...]] = {
    Commentaire: ("commentaire", "masque"),
    Signalement: ("contribution",),
    DemarcheProposee: ("proposition",),
    Annonce: ("annonce", "refusee"),
    Message: ("message",),
    Fil: ("fil",),
    Cooperation: ("cooperation", "proposee", "masquee"),
    Bloc: ("bloc", "accueil"),
    Collectivite: ("collectivite",),
    TexteEtude: ("texte",),
}
"""Kinds of things that forms make, and those that were there before."""


def open_again(monde: Monde) -> None:
    """What can be done once may be done again: nothing waits, nothing ended, nothing was contested."""
    now = timezone.now()
    for model in (Geste, Alerte, AlerteReseau):
        model.objects.all().delete()
    for model, cles in _LAID.items():
        model.objects.exclude(pk__in=[monde.cles[cle] for cle in cles]).delete()
    Commentaire.objects.filter(pk=monde.cles["masque"]).update(etat="masque", appel="", appel_le=None)
    Commentaire.objects.filter(pk=monde.cles["commentaire"]).update(etat="visible", ecrit_le=now)
    Annonce.objects.filter(pk=monde.cles["annonce"]).update(
        etat="ouverte", expire_le=timezone.localdate() + timedelta(days=60)
    )
    Cooperation.objects.filter(pk=monde.cles["proposee"]).update(etat="retiree")
    for model, cle in ((Annonce, "refusee"), (Cooperation, "masquee")):
        mine = model._default_manager.filter(pk=monde.cles[cle])
        mine.update(etat=cle, motif="Hors sujet.", appel="", appel_le=None)
    Reseau.objects.exclude(cree_par=None).delete()
    Reseau.objects.update(modifie_le=None)
    Role.objects.filter(confirme_le=None).exclude(pk=monde.cles["role"]).delete()
    Role.objects.filter(pk=monde.cles["role"]).update(fini_le=None, confirme_le=None)
    Adhesion.objects.filter(pk=monde.cles["adhesion"]).update(finie_le=None, confirmee_le=None)
    Collectivite.objects.filter(pk=monde.cles["collectivite"]).update(finie_le=None, confirmee_le=None)
    Bloc.objects.update(masque_le=None)
