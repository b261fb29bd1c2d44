"""Forms of structures and of the teams: pages of structures, networks, decisions, surveys, the study."""

from django.utils import timezone

from tests.hostile.formulaire import ICI, LONG, SPASER, Formulaire

ENQUETE = "/enquetes/{campagne}/{jeton}/"
GESTION = "/enquetes/gestion/campagnes/{campagne}/"
FICHE = "/acteurs/{siren}/completer/"
LUE = (
    ("personne", "/acteurs/{siren}/"),
    ("personne", "/acteurs/{siren}.json"),
    ("andrea", "/reseau/demandes/"),
)
TEXTE = {
    "place": "avant-propos", "titre": "Agir", "signature": "Ada Orval", "corps": "Un mot.", "ordre": "1",
}  # fmt: skip
DEADLINE = timezone.localdate().replace(day=1, year=timezone.localdate().year + 1).isoformat()

EQUIPES = (
    Formulaire(
        "structure réclamée", "max", "/acteurs/{siren}/reclamer/", {"raison": "J’y travaille."},
        {"raison": 600}, (("andrea", "/compte/roles/"),), ("reclamer", ICI),
    ),
    *(
        Formulaire(
            f"page d’une structure, {sorte}", "oscar", f"{FICHE}{sorte}/", dit | {"depuis": "0"}, mots, LUE,
            ("fiche", ICI),
        )
        for sorte, dit, mots in (
            ("nom", {"nom": "Les Communs"}, {"nom": 160}),
            ("activites", {"texte": "Nous réparons des vélos."}, {"texte": LONG}),
            ("recherche", {"texte": "Un local."}, {"texte": LONG}),
            ("locaux", {"texte": "Un hangar.", "surface_m2": "120", "ouvert_a": "ess"}, {"texte": LONG}),
            ("reserves", {"fondements": ["siae"], "prestations": "Nettoyage."}, {"prestations": LONG}),
        )
    ),
    Formulaire(
        "partie masquée", "andrea", "/reseau/fiches/{bloc}/masquer/", {"motif": "Hors sujet."},
        {"motif": 600}, (("oscar", FICHE), ("andrea", "/reseau/demandes/")),
    ),
    Formulaire(
        "réseau", "andrea", "/reseau/reseaux/creer/", {"nom": "Réseau des régies", "genre": "ess"},
        {"nom": 160},
        (
            ("personne", "/reseau/reseaux/"), ("personne", "/reseau/reseaux.json"),
            ("personne", "/reseau/reseaux.csv"),
        ),
    ),
    Formulaire(
        "page d’un réseau", "andrea", "/reseau/reseaux/{reseau}/modifier/",
        {"nom": "Avise", "description": "Un centre de ressources."}, {"nom": 160, "description": 1200},
        (("personne", "/reseau/reseaux/{reseau}/"), ("personne", "/reseau/reseaux/{reseau}.json")),
        ("retouche", "andrea"),
    ),
    Formulaire(
        "adhésion refusée", "andrea", "/reseau/adhesions/{adhesion}/repondre/",
        {"reponse": "refuser", "motif": "Inconnue de ce réseau."}, {"motif": 600},
    ),
    Formulaire(
        "collectivité", "max", "/reseau/collectivites/rejoindre/",
        {"siren": "213500010", "nom": "Acigné", "genre": "commune", "raison": "J’y travaille, à la mairie."},
        {"nom": 160, "raison": 600}, (("andrea", "/reseau/demandes/"),), ("collectivite", ICI),
    ),
    Formulaire(
        "collectivité refusée", "andrea", "/reseau/collectivites/{collectivite}/repondre/",
        {"reponse": "refuser", "motif": "Adresse inconnue."}, {"motif": 600},
    ),
    Formulaire(
        "contribution refusée", "andrea", "/moderation/contributions/{contribution}/",
        {"verdict": "refusee", "autre": "La source dit 2024."}, {"autre": LONG},
        (("andrea", "/moderation/journal/"),),
    ),
    Formulaire(
        "proposition refusée", "andrea", "/moderation/propositions/{proposition}/",
        {"verdict": "refusee", "autre": "La page ne dit rien de cela."}, {"autre": LONG},
        (("andrea", "/moderation/journal/"),),
    ),
    Formulaire(
        "commentaire masqué", "andrea", "/moderation/decider/",
        {"cle": "alerte-{commentaire}", "verdict": "masquer", "autre": "Hors sujet."}, {"autre": 500},
        (("andrea", "/moderation/journal/"), ("personne", SPASER)),
    ),
    Formulaire(
        "réponse à une enquête", "personne", f"{ENQUETE}section/suite/",
        {"b:suite/souhait": "", "v:suite/souhait": "Du temps.", "geste": "rester"},
        {"v:suite/souhait": LONG, "c:suite/souhait": LONG},
        (
            ("personne", f"{ENQUETE}section/suite/"), ("personne", f"{ENQUETE}resume/"),
            ("personne", f"{ENQUETE}copie.json"),
            ("alice", f"{GESTION}territoires/nantes/lecture/?q=suite/souhait"),
            ("alice", f"{GESTION}reponses.csv"), ("alice", f"{GESTION}contacts/{{contact}}/export.json"),
        ),
    ),
    Formulaire(
        "remarque à l’équipe", "personne", f"{ENQUETE}echanges/", {"texte": "Faut-il compter la ville ?"},
        {"texte": LONG}, (("personne", f"{ENQUETE}echanges/"), ("alice", f"{GESTION}territoires/nantes/")),
    ),
    Formulaire(
        "remarque de l’équipe", "alice", f"{GESTION}territoires/nantes/remarque/",
        {"texte": "Depuis quand ?"},
        {"texte": LONG}, (("personne", f"{ENQUETE}echanges/"), ("alice", f"{GESTION}territoires/nantes/")),
    ),
    Formulaire(
        "avis de l’équipe", "alice", f"{GESTION}territoires/metz/lecture/avis/",
        {"chemin": "achats/G01", "conclusion": "preciser", "texte": "Depuis quand ?"}, {"texte": LONG},
        (("alice", f"{GESTION}territoires/metz/lecture/?q=achats/G01"),),
    ),
    Formulaire(
        "réplique", "personne", "/enquetes/{campagne}/{autre_jeton}/reponse/",
        {"chemin": "achats/G01", "conclusion": "preciser", "texte": "Il est abrogé."}, {"texte": LONG},
        (("alice", f"{GESTION}territoires/metz/lecture/?q=achats/G01"),),
    ),
    Formulaire(
        "campagne", "alice", "/enquetes/gestion/creer/",
        {"titre": "Leviers 2027", "code": "", "version": "{version}", "echeance": DEADLINE},
        {"titre": 120, "presentation": LONG}, (("alice", "/enquetes/gestion/"),), tus=("presentation",),
    ),
    Formulaire(
        "campagne modifiée", "alice", f"{GESTION}modifier/",
        {"titre": "Leviers 2027", "echeance": DEADLINE, "presentation": "Un mot."},
        {"titre": 120, "presentation": LONG},
        (("alice", GESTION), ("alice", f"{GESTION}lettres/"), ("personne", ENQUETE)),
    ),
    Formulaire(
        "texte de l’étude", "ada", "/etude/gestion/textes/{texte}/", TEXTE,
        {"titre": 160, "signature": 160, "corps": 120},
        (("ada", "/etude/gestion/textes/"), ("ada", "/etude/gestion/textes/{texte}/")),
    ),
    Formulaire(
        "nouveau texte de l’étude", "ada", "/etude/gestion/textes/nouveau/", TEXTE,
        {"titre": 160, "signature": 160}, (("ada", "/etude/gestion/textes/"),),
    ),
)  # fmt: skip
