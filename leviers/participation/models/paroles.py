"""What readers say under a page, what others report of it, what the team decides."""

from uuid import uuid4

from django.conf import settings
from django.db import models


class Contestable(models.Model):
    """What the team may refuse or hide, and what its author answers.

    motif  why, as its author is told
    appel  the answer, once
    """

    motif = models.CharField("motif", max_length=500, blank=True)
    appel = models.TextField("contestation", max_length=2000, blank=True)
    appel_le = models.DateTimeField("contesté le", null=True)
    appel_conclu_le = models.DateTimeField("contestation conclue le", null=True)

    class Meta:
        abstract = True


class Commentaire(Contestable):
    """One comment, or an answer to one: `parent` is always a comment of the first level.

    auteur, courriel  who wrote: an account, or an address confirmed by a code and forgotten after a year
    nom               what its author chose to sign with
    jeton             of the form that was sent: the same form sent twice makes one comment
    """

    class Sujet(models.TextChoices):
        """What is commented."""

        DEMARCHE = "demarche", "Démarche"
        LEVIER = "levier", "Levier"
        USAGE = "usage", "Usage d’un levier"
        ARTICLE = "article", "Article"

    class Etat(models.TextChoices):
        """Where it is."""

        A_CONFIRMER = "a_confirmer", "à confirmer"
        ATTENTE = "attente", "en attente de relecture"
        VISIBLE = "visible", "affiché"
        REFUSE = "refuse", "refusé"
        MASQUE = "masque", "masqué"
        RETIRE = "retire", "retiré par son auteur"

    sujet = models.CharField("sujet", max_length=12, choices=Sujet)
    sujet_id = models.CharField("identifiant du sujet", max_length=400)
    sujet_titre = models.CharField("titre du sujet", max_length=400)
    sujet_adresse = models.CharField("adresse du sujet", max_length=2000)
    parent = models.ForeignKey(
        "self", verbose_name="en réponse à", null=True, related_name="reponses", on_delete=models.CASCADE
    )
    auteur = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="auteur",
        null=True,
        related_name="+",
        on_delete=models.SET_NULL,
    )
    courriel = models.EmailField("adresse électronique", blank=True)
    nom = models.CharField("nom affiché", max_length=60)
    texte = models.TextField("texte", max_length=3000)
    etat = models.CharField("état", max_length=12, choices=Etat, default=Etat.ATTENTE)
    jeton = models.UUIDField("jeton", default=uuid4, unique=True, editable=False)
    ecrit_le = models.DateTimeField("écrit le", auto_now_add=True)
    modifie_le = models.DateTimeField("modifié le", null=True)
    montre_le = models.DateTimeField("affiché le", null=True)

    class Meta:
        verbose_name = "commentaire"
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["sujet", "sujet_id", "parent", "etat"], name="commentaire_sujet"),
            models.Index(fields=["etat", "ecrit_le"], name="commentaire_etat"),
        ]

    def __str__(self) -> str:
        return f"{self.nom}, {self.sujet_titre}"


class Alerte(models.Model):
    """What a reader reports of a comment; the team concludes all those of one comment at once."""

    commentaire = models.ForeignKey(
        Commentaire, verbose_name="commentaire", related_name="alertes", on_delete=models.CASCADE
    )
    motif = models.CharField("motif", max_length=500)
    recue_le = models.DateTimeField("reçue le", auto_now_add=True)
    conclue_le = models.DateTimeField("conclue le", null=True)

    class Meta:
        verbose_name = "alerte"
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.commentaire_id} : {self.motif}"


class Arbitrage(models.Model):
    """One decision of the team: who, when, what, why. Never erased: undone by `annule_le`.

    attente  since when what was decided waited
    avant    values that undoing brings back
    lot      decisions taken with one gesture share one
    """

    class Genre(models.TextChoices):
        """What was decided on."""

        COMMENTAIRE = "commentaire", "Commentaire"
        ALERTE = "alerte", "Commentaire signalé"
        APPEL = "appel", "Contestation"
        CONTRIBUTION = "contribution", "Contribution"
        PROPOSITION = "proposition", "Proposition de démarche"
        ANNONCE = "annonce", "Annonce"
        ABUS_ANNONCE = "abus_annonce", "Annonce signalée"
        ABUS_MESSAGE = "abus_message", "Message signalé"
        ABUS_COOPERATION = "abus_coop", "Coopération signalée"
        BLOC = "bloc", "Partie d’une page de structure"
        APPEL_ANNONCE = "appel_annonce", "Annonce contestée"
        APPEL_COOPERATION = "appel_coop", "Coopération contestée"
        COLLECTIVITE = "collectivite", "Collectivité qui demande à entrer"

    genre = models.CharField("genre", max_length=20, choices=Genre)
    objet_id = models.PositiveBigIntegerField("objet")
    titre = models.CharField("titre", max_length=400)
    verdict = models.CharField("décision", max_length=20)
    motif = models.CharField("motif", max_length=2000, blank=True)
    avant = models.JSONField("avant", default=dict)
    apres = models.CharField("état après", max_length=20)
    attente = models.DateTimeField("attendait depuis")
    fait_par = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="par", null=True, related_name="+", on_delete=models.SET_NULL
    )
    fait_le = models.DateTimeField("le", auto_now_add=True, db_index=True)
    lot = models.UUIDField("lot", default=uuid4)
    annule_le = models.DateTimeField("annulé le", null=True)

    class Meta:
        verbose_name = "arbitrage"
        ordering = ["-pk"]
        indexes = [models.Index(fields=["genre", "objet_id"], name="arbitrage_objet")]

    def __str__(self) -> str:
        return f"{self.get_genre_display()} {self.objet_id} : {self.verdict}"


class Declaration(models.Model):
    """What a référent said of one usage, once the team accepted it: a declared preuve, yes or no.

    contribution  number of the contribution it comes from
    """

    territoire_siren = models.CharField("territoire", max_length=9)
    levier = models.CharField("levier", max_length=60)
    est_oui = models.BooleanField("utilise ce levier")
    dit = models.CharField("dit", max_length=600, blank=True)
    lien = models.URLField("page qui le montre", max_length=600, blank=True)
    contribution = models.PositiveBigIntegerField("contribution")
    faite_le = models.DateTimeField("faite le")
    annulee_le = models.DateTimeField("annulée le", null=True)

    class Meta:
        verbose_name = "déclaration"
        ordering = ["-faite_le", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["contribution"], condition=models.Q(annulee_le=None), name="declaration_une_fois"
            )
        ]

    def __str__(self) -> str:
        return f"{self.territoire_siren}, {self.levier} : {'oui' if self.est_oui else 'non'}"


class DemarcheProposee(models.Model):
    """A démarche that a reader proposes; accepted, it becomes the draft `demarche_id` of the catalogue."""

    class Etat(models.TextChoices):
        """What became of it."""

        RECUE = "recue", "reçue"
        ACCEPTEE = "acceptee", "acceptée"
        REFUSEE = "refusee", "refusée"

    territoire_siren = models.CharField("métropole", max_length=9)
    titre = models.CharField("titre", max_length=120)
    levier = models.CharField("levier", max_length=60)
    description = models.TextField("description", max_length=3000)
    annee_debut = models.PositiveSmallIntegerField("année de début", null=True)
    source_url = models.URLField("page qui la montre", max_length=600)
    auteur = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="auteur",
        null=True,
        related_name="+",
        on_delete=models.SET_NULL,
    )
    courriel = models.EmailField("adresse électronique", blank=True)
    courriel_confirme = models.BooleanField("adresse confirmée", default=False)
    jeton = models.UUIDField("jeton", default=uuid4, unique=True, editable=False)
    etat = models.CharField("état", max_length=10, choices=Etat, default=Etat.RECUE)
    reponse = models.TextField("réponse", max_length=2000, blank=True)
    recue_le = models.DateTimeField("reçue le", auto_now_add=True)
    demarche_id = models.CharField("démarche", max_length=60, blank=True)

    class Meta:
        verbose_name = "démarche proposée"
        verbose_name_plural = "démarches proposées"
        ordering = ["recue_le", "pk"]

    def __str__(self) -> str:
        return self.titre
