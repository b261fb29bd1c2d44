"""Articles in the back office: drafts, review, schedule and history as for démarches, each on her own."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, InlinePanel, ObjectList, PublishingPanel, TabbedInterface
from wagtail.admin.ui.tables import Column
from wagtail.permissions import policy_registry
from wagtail.snippets.views import chooser, snippets
from wagtail.snippets.views.snippets import SnippetViewSet

from leviers.catalogue.admin import listing, views
from leviers.catalogue.admin.panels import ShownPanel
from leviers.catalogue.admin.viewsets import EditorialViewSet
from leviers.participation.articles import pieces
from leviers.participation.articles.rangs import OwnPolicy
from leviers.participation.models import Article, Piece

View = Callable[..., HttpResponse]


class PieceForm(WagtailAdminModelForm):
    """A picture or a file, read by what it is; once put down it is never replaced, since articles show it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields["fichier"].disabled = True

    def clean_fichier(self) -> Any:
        """Take what is allowed, re-encode pictures."""
        sent = self.cleaned_data["fichier"]
        if self.instance.pk or not sent:
            return sent
        accepted = pieces.accept(sent)
        self.instance.type_mime = accepted.type_mime
        self.instance.largeur, self.instance.hauteur = accepted.largeur, accepted.hauteur
        return accepted.content

    def save(self, commit: bool = True) -> Any:
        """Keep whose it is."""
        if not self.instance.pk and self.for_user is not None:
            self.instance.proprietaire = self.for_user
        return super().save(commit)


ARTICLE = TabbedInterface(
    [
        ObjectList(
            [
                FieldPanel("titre", required_on_save=True),
                FieldPanel("chapo"),
                FieldPanel("corps"),
            ],
            heading="Texte",
        ),
        ObjectList(
            [
                InlinePanel(
                    "sujets",
                    [FieldPanel("sujet")],
                    heading="De quoi parle l’article",
                    label="sujet",
                    max_num=12,
                    help_text="Champs, leviers, métropoles : l’article sera annoncé sur leurs pages.",
                )
            ],
            heading="Sujets",
        ),
        ObjectList(
            [
                FieldPanel(
                    "visibilite",
                    help_text="Le titre et le chapô sont toujours publics ; le corps, selon ce choix.",
                ),
                ShownPanel("slug", help_text="Tirée du titre à la création : l’adresse de la page."),
                ShownPanel("auteur"),
                PublishingPanel(),
            ],
            heading="Publication",
        ),
    ]
)
PIECE = ObjectList([FieldPanel("titre"), FieldPanel("fichier")], base_form_class=PieceForm)


def list_mine(model: type[Any], person: Any) -> "QuerySet[Any]":
    """What is in this person's hands."""
    mine: QuerySet[Any] = policy_registry.get_by_type(model).instances_user_has_any_permission_for(
        person, ["change"]
    )
    return mine


def guard(model: type[Any], view: View) -> View:
    """A view of one object, closed to who does not hold that object, whatever the view does."""
    policy = policy_registry.get_by_type(model)

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "pk" in kwargs:
            thing = get_object_or_404(model, pk=kwargs["pk"])
            if not policy.user_has_any_permission_for_instance(request.user, ("change", "view"), thing):
                raise PermissionDenied
        return view(request, *args, **kwargs)

    return guarded


class ArticleCreateView(views.EditorialCreateView):
    """Create an article, signed by who creates it."""

    new_title = "Nouvel article"

    def save_instance(self) -> Any:
        """Sign it."""
        self.form.instance.auteur = self.request.user
        return super().save_instance()


class ArticleEditView(views.EditorialEditView):
    """Edit an article."""

    public_page = "article"

    def say(self, text: Any) -> tuple[Any, ...]:
        """What a version says."""
        said = (text.titre, text.chapo, text.visibilite, text.corps.get_prep_value())
        subjects = [one.sujet for one in text.sujets.all()]
        return *said, subjects, text.go_live_at, text.expire_at

    def get_public_page(self) -> str:
        """By the word of its address."""
        return reverse(self.public_page, args=[self.object.slug])


class ArticleIndexView(listing.EditorialIndexView):
    """Articles: one's own, or all of them."""

    add_item_label = "Écrire un article"

    def get_base_queryset(self) -> "QuerySet[Any]":
        """Those in this person's hands, each with its step."""
        return super().get_base_queryset().filter(pk__in=list_mine(Article, self.request.user))


class ArticleFilterSet(listing.EditorialFilterSet):
    """Filters of the articles."""

    class Meta:
        model = Article
        fields = ("visibilite", "etape")


class ArticleViewSet(EditorialViewSet):
    """Articles."""

    model = Article
    icon = "doc-full-inverse"
    menu_label = "Articles"
    menu_name = "articles"
    menu_order = 120
    add_to_admin_menu = True
    edit_handler = ARTICLE
    add_view_class = ArticleCreateView
    edit_view_class = ArticleEditView
    index_view_class = ArticleIndexView
    filterset_class = ArticleFilterSet
    list_display = ("titre", Column("auteur", label="Auteur"), "visibilite", listing.ETAT)
    search_fields = ("titre", "chapo")

    def construct_view(self, view_class: Any, **kwargs: Any) -> View:
        """Every view of one article asks whose it is."""
        return guard(Article, super().construct_view(view_class, **kwargs))


class OwnPiecesMixin:
    """One's own pieces in the chooser."""

    request: HttpRequest

    def get_object_list(self) -> "QuerySet[Any]":
        """Those in this person's hands."""
        return list_mine(Piece, self.request.user)


class PieceIndexView(snippets.IndexView):
    """One's own pieces, or all of them."""

    add_item_label = "Déposer une image ou un fichier"

    def get_base_queryset(self) -> "QuerySet[Any]":
        """Those in this person's hands."""
        return super().get_base_queryset().filter(pk__in=list_mine(Piece, self.request.user))


class ChooseView(OwnPiecesMixin, chooser.ChooseView):
    """The chooser."""


class ChooseResultsView(OwnPiecesMixin, chooser.ChooseResultsView):
    """Its list."""


class PieceChooserViewSet(chooser.SnippetChooserViewSet):
    """Choose a picture or a file."""

    choose_view_class = ChooseView
    choose_results_view_class = ChooseResultsView


class PieceCreateView(snippets.CreateView):
    """Put down a picture or a file."""

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Our words."""
        return [
            *super().get_breadcrumbs_items()[:-1],
            {"url": "", "label": "Nouvelle image, nouveau fichier"},
        ]

    def get_success_message(self, instance: Any) -> str:
        """What was done, in one sentence."""
        return f"Dépôt reçu : « {instance.titre} »."


class PieceViewSet(SnippetViewSet):
    """Pictures and files."""

    model = Piece
    icon = "image"
    menu_label = "Images et fichiers"
    menu_name = "pieces"
    menu_order = 130
    add_to_admin_menu = True
    edit_handler = PIECE
    index_view_class = PieceIndexView
    add_view_class = PieceCreateView
    copy_view_enabled = False
    chooser_viewset_class = PieceChooserViewSet
    list_display = ("titre", Column("type_mime", label="Type"), Column("proprietaire", label="Déposée par"))
    list_per_page = 50

    @property
    def url_prefix(self) -> str:
        """Addresses in French."""
        return "pieces"

    def construct_view(self, view_class: Any, **kwargs: Any) -> View:
        """Every view of one piece asks whose it is."""
        return guard(Piece, super().construct_view(view_class, **kwargs))


def list_policies() -> dict[type[Any], OwnPolicy]:
    """Who may touch what, to be registered before the views are made."""
    return {Article: OwnPolicy(Article, "auteur"), Piece: OwnPolicy(Piece, "proprietaire")}
