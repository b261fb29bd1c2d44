"""Forms of readers and of members: comments, corrections, annonces, messages, profile, roles."""

from django.utils import timezone

from leviers.catalogue.models import Etat as Catalogue
from leviers.directory.models import Annonce
from tests.hostile.formulaire import BUREAU, ICI, LONG, SPASER, Formulaire
from tests.web.reseau.conftest import fill

MOTIF = {"motif": "C’est de la publicité."}
ANNONCE = fill()
ANNONCE_LUE = (
    ("personne", "/reseau/"),
    ("personne", "/reseau.json"),
    ("personne", "/reseau.csv"),
    ("personne", "/reseau/flux.atom"),
    ("lea", "/reseau/mes-annonces/"),
)
CONTESTE = {"texte": "Nous ne vendons rien du tout."}
SIGNALE = {
    "objet": "erreur",
    "message": "Le montant est celui de 2021.",
    "source_url": "https://exemple.invalid/acte",
}


def show_annonces() -> None:
    """What has a link is read by the team first, then shown."""
    Annonce.objects.filter(etat="attente").update(etat="ouverte", montree_le=timezone.now())
    Catalogue.bump_relectures()


LECTEURS = (
    Formulaire(
        "commentaire", "camille", SPASER, {"texte": "Et après ?", "nom": "Camille"},
        {"texte": LONG, "nom": 60}, (("personne", SPASER), ("camille", "/compte/mes-donnees.json")),
        ("commentaire", ICI),
    ),
    Formulaire(
        "commentaire modifié", "camille", "/commentaires/{commentaire}/modifier/", {"texte": "Mieux dit."},
        {"texte": LONG}, (("personne", SPASER),), ("retouche", "camille"),
    ),
    Formulaire(
        "commentaire signalé", "personne", "/commentaires/{commentaire}/signaler/", MOTIF, {"motif": 500},
        (BUREAU,), ("alerte", ICI),
    ),
    Formulaire(
        "commentaire contesté", "camille", "/commentaires/{masque}/contester/",
        {"texte": "Je ne vends rien du tout."}, {"texte": LONG}, (BUREAU,),
    ),
    Formulaire(
        "levier à corriger", "camille", "/leviers/spaser/signaler/", SIGNALE,
        {"message": LONG, "valeur_proposee": 600}, (BUREAU,), ("signalement", ICI),
    ),
    Formulaire(
        "usage à corriger", "lea", "/metropoles/nantes/spaser/signaler/", SIGNALE | {"declare": "oui"},
        {"message": LONG, "valeur_proposee": 600}, (BUREAU,), ("signalement", ICI),
    ),
    Formulaire(
        "démarche à corriger", "camille", "/demarches/nantes-a/signaler/", SIGNALE,
        {"message": LONG, "titre": 120, "description": LONG}, (BUREAU,), ("signalement", ICI),
    ),
    Formulaire(
        "chiffre à corriger", "camille", "/indicateurs/part-marches-ess/signaler/", SIGNALE,
        {"message": LONG, "valeur_proposee": 600}, (BUREAU,), ("signalement", ICI),
    ),
    Formulaire(
        "démarche proposée", "camille", "/contributions/proposer/",
        {
            "metropole": "nantes", "titre": "Marchés réservés du nettoyage", "levier": "spaser",
            "source_url": "https://exemple.invalid/acte",
            "description": "La métropole réserve trois lots de nettoyage depuis 2022.",
        },
        {"titre": 120, "description": LONG}, (BUREAU,), ("proposition", ICI),
        page="/contributions/proposer/?metropole=nantes&titre=Marchés réservés&source_url=https://exemple.invalid/a",
    ),
    Formulaire(
        "annonce", "lea", "/reseau/annonces/publier/", ANNONCE, {"titre": 120, "texte": LONG},
        ANNONCE_LUE, ("annonce", "lea"), apres=show_annonces,
    ),
    Formulaire(
        "annonce modifiée", "lea", "/reseau/annonces/{annonce}/modifier/", ANNONCE,
        {"titre": 120, "texte": LONG},
        (
            *ANNONCE_LUE, ("personne", "/reseau/annonces/{annonce}/"),
            ("personne", "/reseau/annonces/{annonce}.json"),
        ),
        ("retouche", "lea"), apres=show_annonces,
    ),
    Formulaire(
        "annonce contestée", "nora", "/reseau/annonces/{refusee}/contester/", CONTESTE, {"texte": LONG},
        (BUREAU,),
    ),
    Formulaire(
        "coopération contestée", "paul", "/reseau/cooperations/{masquee}/contester/", CONTESTE,
        {"texte": LONG}, (BUREAU,),
    ),
    Formulaire(
        "message à une structure", "paul", "/acteurs/{siren}/ecrire/",
        {"titre": "Entretien de nos parcs", "texte": "Nous cherchons une équipe.", "qui": "243500139"},
        {"titre": 120, "texte": LONG}, (("oscar", "/reseau/messages/"),), ("fil", "paul"),
    ),
    Formulaire(
        "annonce signalée", "personne", "/reseau/annonces/{annonce}/signaler/", MOTIF, {"motif": 500},
        (BUREAU,), ("alerte", ICI),
    ),
    Formulaire(
        "réponse à une annonce", "paul", "/reseau/annonces/{annonce}/repondre/",
        {"texte": "Nous l’avons fait en 2022.", "qui": "243500139"}, {"texte": LONG},
        (("lea", "/reseau/messages/{fil}/"),), ("fil", "paul"),
    ),
    Formulaire(
        "message", "lea", "/reseau/messages/{fil}/", {"texte": "Merci beaucoup."}, {"texte": LONG},
        (("paul", "/reseau/messages/{fil}/"),), ("message", "lea"),
    ),
    Formulaire(
        "message signalé", "lea", "/reseau/messages/{fil}/signaler/{message}/", MOTIF, {"motif": 500},
        (BUREAU,), ("alerte", "lea"),
    ),
    Formulaire(
        "coopération", "paul", "/reseau/messages/{fil}/cooperation/",
        {
            "titre": "Deux jours à Rennes", "texte": "Le tableau de Rennes a servi à Nantes.",
            "leviers": ["spaser", "", ""], "annee": "2026", "liens": ["https://exemple.fr/acte", "", ""],
        },
        {"titre": 120, "texte": LONG}, (("lea", "/reseau/messages/{fil}/"),), ("cooperation", "paul"),
    ),
    Formulaire(
        "coopération signalée", "personne", "/reseau/cooperations/{cooperation}/signaler/", MOTIF,
        {"motif": 500}, (BUREAU,), ("alerte", ICI),
    ),
    Formulaire(
        "profil", "camille", "/compte/profil/",
        {
            "nom": "Camille Essai", "fonction": "Acheteuse", "organisation": "Orval",
            "visibles": ["nom", "fonction", "organisation"],
        },
        {"nom": 150, "fonction": 120, "organisation": 160},
        (
            ("personne", "/personnes/{camille}/"), ("personne", "/articles/{article}/"),
            ("personne", "/articles/{article}.json"), ("personne", "/articles/flux.atom"),
            ("camille", "/compte/"), ("camille", "/compte/profil/"),
        ),
        ("retouche", "camille"),
    ),
    Formulaire(
        "rôle demandé", "max", "/compte/demander/", {"genre": "contributeur", "raison": "J’écris bien."},
        {"raison": 600}, (("andrea", "/compte/roles/"),), ("role", "max"),
    ),
    Formulaire(
        "rôle refusé", "andrea", "/compte/roles/{role}/repondre/",
        {"reponse": "refuser", "motif": "Aucun lien trouvé."}, {"motif": 600},
    ),
)  # fmt: skip
