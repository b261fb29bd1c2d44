"""Articles: their text with its history, what they show, and how many people read them."""

from typing import Any

from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.text import slugify
from modelcluster.fields import ParentalKey
from wagtail.fields import StreamField
from wagtail.models import Orderable, PreviewableMixin

from leviers.accounts.models import Personne
from leviers.catalogue.models import choices
from leviers.catalogue.models.editorial import Editorial
from leviers.errors import NotPublishable
from leviers.participation.articles import apercu, blocs, pieces

RESERVED = {"proposer", "pieces", "lectures", "flux", "article"}
LONGEST_SLUG = 80


def list_sujets() -> list[tuple[str, list[tuple[str, str]]]]:
    """What an article may speak about, by kind: « champ/… », « levier/… », « territoire/… » (SIREN)."""
    kinds = (
        ("Champs", "champ", choices.list_champs()),
        ("Leviers", "levier", choices.list_leviers()),
        ("Métropoles", "territoire", choices.list_territoires()),
    )
    return [(name, [(f"{kind}/{code}", nom) for code, nom in known]) for name, kind, known in kinds]


class Article(PreviewableMixin, Editorial):
    """A text signed by somebody; written by contributeurs, published by animateurs.

    slug    the word of its address, drawn from its title and never changed
    auteur  nobody once she has left: the article stays, unsigned
    """

    class Visibilite(models.TextChoices):
        """Who reads the body; title and chapô are for all."""

        PUBLIC = "public", "tout le monde"
        ABONNES = "abonnes", "les personnes qui ont un compte"

    empreinte = None  # type: ignore[assignment]  # no file of facts gives articles
    unversioned = ("slug", "auteur_id")

    titre = models.CharField("titre", max_length=120)
    slug = models.SlugField("adresse", max_length=LONGEST_SLUG, unique=True, editable=False)
    chapo = models.TextField("chapô", max_length=600, help_text="Deux ou trois phrases, lues par tous.")
    corps = StreamField(blocs.CORPS, verbose_name="corps")
    visibilite = models.CharField("lu par", max_length=10, choices=Visibilite, default=Visibilite.PUBLIC)
    auteur = models.ForeignKey(
        Personne,
        verbose_name="auteur",
        null=True,
        editable=False,
        related_name="+",
        on_delete=models.SET_NULL,
    )

    _revisions = GenericRelation("wagtailcore.Revision", related_query_name="article")
    workflow_states = GenericRelation(
        "wagtailcore.WorkflowState",
        content_type_field="base_content_type",
        object_id_field="object_id",
        related_query_name="article",
        for_concrete_model=False,
    )

    class Meta:
        verbose_name = "article"
        verbose_name_plural = "articles"
        ordering = ["-first_published_at", "-pk"]

    def __str__(self) -> str:
        return self.titre

    @property
    def revisions(self) -> Any:
        """Every version, the way Wagtail asks for them."""
        return self._revisions

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save; a new article receives its address for ever."""
        if not self.slug:
            self.slug = draw_slug(self.titre)
        super().save(*args, **kwargs)

    def check_publishable(self) -> None:
        """Refuse an article without a body, or with a field left empty.

        Raises  NotPublishable, naming what is missing
        """
        if not len(self.corps):
            raise NotPublishable(
                f"« {self.titre} » n’a pas encore de corps.", advice="Ajoutez au moins un bloc de texte."
            )
        super().check_publishable()

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:  # noqa: ARG002
        """This version as readers would see it."""
        return apercu.draw(request, self)


class ArticleSujet(Orderable):
    """One thing an article speaks about."""

    article = ParentalKey(Article, on_delete=models.CASCADE, related_name="sujets")
    sujet = models.CharField("sujet", max_length=80, choices=list_sujets)

    class Meta(Orderable.Meta):
        verbose_name = "sujet"

    def __str__(self) -> str:
        return self.get_sujet_display()


class Piece(models.Model):
    """A picture or a file to be put in articles; pictures are re-encoded, so that they say nothing else."""

    titre = models.CharField("titre", max_length=160)
    fichier = models.FileField(
        "fichier",
        upload_to=pieces.choose_name,
        help_text="Image JPEG, PNG ou WebP, ou document PDF, ODT, ODS, DOCX, XLSX, CSV : 8 Mo au plus.",
    )
    type_mime = models.CharField("type", max_length=80, editable=False)
    largeur = models.PositiveIntegerField("largeur", null=True, editable=False)
    hauteur = models.PositiveIntegerField("hauteur", null=True, editable=False)
    proprietaire = models.ForeignKey(
        Personne,
        verbose_name="déposée par",
        null=True,
        editable=False,
        related_name="+",
        on_delete=models.SET_NULL,
    )
    deposee_le = models.DateTimeField("déposée le", auto_now_add=True)

    class Meta:
        verbose_name = "image ou fichier"
        verbose_name_plural = "images et fichiers"
        ordering = ["-deposee_le"]

    def __str__(self) -> str:
        return self.titre

    @property
    def est_image(self) -> bool:
        """Whether it is drawn in the page."""
        return self.type_mime.startswith("image/")


class Sel(models.Model):
    """What one day adds to the digest of its readers; erased with the day."""

    jour = models.DateField("jour", unique=True)
    valeur = models.BinaryField("valeur", max_length=32)

    class Meta:
        verbose_name = "sel du jour"

    def __str__(self) -> str:
        return f"sel du {self.jour}"


class Lecture(models.Model):
    """One reader of one article on one day, by a digest that means nothing the day after. Erased then."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="+")
    jour = models.DateField("jour")
    empreinte = models.CharField("empreinte du jour", max_length=64)

    class Meta:
        verbose_name = "lecture"
        constraints = [
            models.UniqueConstraint(fields=["article", "jour", "empreinte"], name="lecture_une_fois_par_jour")
        ]

    def __str__(self) -> str:
        return f"lecture du {self.jour}"


class Lectorat(models.Model):
    """How many readings an article had: a count, and nothing else."""

    article = models.OneToOneField(Article, primary_key=True, on_delete=models.CASCADE, related_name="+")
    nb = models.PositiveBigIntegerField("lectures", default=0)

    class Meta:
        verbose_name = "lectorat"

    def __str__(self) -> str:
        return f"{self.nb} lectures"


def draw_slug(titre: str) -> str:
    """The title as an address; a number follows when another article, or a page of the site, has it."""
    stem = slugify(titre)
    if len(stem) > LONGEST_SLUG - 4:
        stem = stem[: LONGEST_SLUG - 4].rpartition("-")[0] or stem[: LONGEST_SLUG - 4]
    stem = stem.strip("-") or "article"
    taken = set(Article.objects.filter(slug__startswith=stem).values_list("slug", flat=True)) | RESERVED
    candidates = (stem if number == 1 else f"{stem}-{number}" for number in range(1, len(taken) + 2))
    return next(one for one in candidates if one not in taken)
