"""Fill the desk of the team with one thing of each kind; print a refusal to contest and a link that stops."""

import json
import sys

import django

django.setup()

from django.urls import reverse  # noqa: E402 (models are loaded by then)
from django.utils import timezone  # noqa: E402

from leviers.accounts.models import Personne  # noqa: E402
from leviers.catalogue.models import Signalement  # noqa: E402
from leviers.directory.models import AlerteReseau, Annonce  # noqa: E402
from leviers.participation.models import Abonne, Alerte, Commentaire, DemarcheProposee, Suivi  # noqa: E402
from leviers.participation.suivis import jetons  # noqa: E402

camille = Personne.objects.get(email=sys.argv[1])
now = timezone.now()
about = {
    "sujet": "levier",
    "sujet_id": "spaser",
    "sujet_titre": "SPASER",
    "sujet_adresse": "/leviers/spaser/",
}
made = {
    etat: Commentaire.objects.create(
        auteur=camille, nom="Camille", texte="Nous l’avons fait en 2022.", etat=etat, motif=motif, **about
    )
    for etat, motif in (
        ("attente", ""),
        ("visible", ""),
        ("masque", "Hors sujet."),
        ("refuse", "Hors sujet."),
    )
}
Alerte.objects.create(commentaire=made["visible"], motif="C’est de la publicité.")
Commentaire.objects.filter(pk=made["refuse"].pk).update(appel="Je ne vends rien du tout.", appel_le=now)
Signalement.objects.create(**about, objet="erreur", message="Le chiffre est celui de 2021.")
Signalement.objects.create(
    sujet="usage", sujet_id="nantes/spaser", sujet_titre="SPASER", sujet_adresse="/metropoles/nantes/spaser/",
    objet="complement", message="Voici la délibération.", declare="oui", auteur=camille,
)  # fmt: skip
DemarcheProposee.objects.create(
    territoire_siren="244400404", titre="Marchés réservés du nettoyage", levier="spaser",
    description="Trois lots réservés depuis 2022.", source_url="https://exemple.invalid/acte",
)  # fmt: skip
for etat in ("attente", "ouverte"):
    annonce = Annonce.objects.create(
        auteur=camille, siren="244400404", nom="Nantes Métropole", sens="cherche", nature="visite",
        titre="Visiter une régie", texte="Pour voir comment elle tient ses comptes.", leviers=["spaser"],
        expire_le=now.date(), etat=etat, montree_le=now if etat == "ouverte" else None,
    )  # fmt: skip
AlerteReseau.objects.create(genre="annonce", objet_id=annonce.pk, motif="Cette annonce vend quelque chose.")
abonne = Abonne.objects.create(courriel="lecteur@exemple.fr", cle="cle-lecteur")
Suivi.objects.create(
    abonne=abonne, sujet="levier", sujet_id="spaser", titre="Levier « SPASER »", adresse="/leviers/spaser/",
    rythme="semaine", demande_le=now, confirme_le=now, vu_jusqu_a=now,
)  # fmt: skip
contest = reverse("commentaire-contester", args=[made["masque"].pk])
stop = reverse("suivi-arreter", args=[jetons.sign_stop(abonne, "semaine")])
sys.stdout.write(f"{json.dumps([contest, stop])}\n")
