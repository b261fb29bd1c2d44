"""Articles: a contributeur works on her own drafts, an animateur publishes, nobody else comes in."""

import pytest
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from leviers.accounts import roles
from leviers.accounts.models import Role
from leviers.participation.models import Article, Piece
from tests.catalogue.back_office import find_compare, read_text
from tests.participation.conftest import ArticleDesk as Desk
from tests.participation.conftest import write_article

ON_ONE = (
    "edit delete history usage unpublish lock unlock preview_on_edit workflow_history"
    " confirm_workflow_cancellation revisions_view revisions_revert revisions_compare revisions_unschedule"
).split()


def list_addresses(article):
    """Every address of the back office about one article."""
    revision = article.latest_revision_id
    more = {
        "revisions_view": [revision],
        "revisions_revert": [revision],
        "revisions_compare": ["earliest", "latest"],
        "revisions_unschedule": [revision],
    }
    for name in ON_ONE:
        try:
            named = article.snippet_viewset.get_url_name(name)
            yield reverse(named, args=[article.pk, *more.get(name, [])])
        except NoReverseMatch:
            assert name in ("usage", "delete"), name


def test_a_draft_is_submitted_then_published_by_an_animateur(contributeur, animateur, client):
    writer, publisher = Desk(contributeur), Desk(animateur)
    article = write_article("Ma régie", auteur=contributeur, publish=False)
    assert client.get("/articles/ma-regie/").status_code == 404
    assert "Version soumise à la relecture" in writer.edit(article, "submit", titre="Ma régie de quartier")
    assert client.get("/articles/ma-regie/").status_code == 404
    assert "Ma régie de quartier" in read_text(publisher.get(""))
    assert "Version approuvée" in publisher.edit(article, "approve")
    page = client.get("/articles/ma-regie/").content.decode()
    assert "Ma régie de quartier" in page
    assert "Par Camille Essai" in page


def test_who_creates_an_article_signs_it(contributeur):
    desk = Desk(contributeur)
    form = desk.get("articles/add/").content.decode()
    assert "Nouvel article" in form
    desk.post(
        "articles/add/",
        **{
            "titre": "Écrit ici",
            "chapo": "Chapô.",
            "visibilite": "public",
            "corps-count": "1",
            "corps-0-deleted": "",
            "corps-0-order": "0",
            "corps-0-type": "intertitre",
            "corps-0-id": "",
            "corps-0-value": "Début",
            "sujets-TOTAL_FORMS": "0",
            "sujets-INITIAL_FORMS": "0",
            "sujets-MIN_NUM_FORMS": "0",
            "sujets-MAX_NUM_FORMS": "12",
        },
    )
    article = Article.objects.get(titre="Écrit ici")
    assert (article.auteur, article.live, article.slug) == (contributeur, False, "ecrit-ici")


def test_a_contributeur_cannot_publish_even_by_writing_the_button(contributeur):
    article = write_article(auteur=contributeur, publish=False)
    Desk(contributeur).edit(article, "publish", titre="Publié de force")
    article.refresh_from_db()
    assert not article.live


@pytest.mark.parametrize("published", [False, True])
def test_nothing_of_an_article_opens_to_another_contributeur(contributeur, autre, published):
    article = write_article("Secret de Camille", auteur=contributeur, publish=published)
    mine = Desk(contributeur).client
    other = Desk(autre).client
    for address in list_addresses(article):
        for method in ("get", "post"):
            answer = getattr(other, method)(address)
            assert answer.status_code in (302, 403, 404, 405), (method, address, answer.status_code)
            assert b"Secret de Camille" not in answer.content
    assert (
        mine.get(reverse(article.snippet_viewset.get_url_name("edit"), args=[article.pk])).status_code == 200
    )
    for path in ("", "articles/", "reports/workflow/", "reports/workflow_tasks/", "reports/site-history/"):
        assert b"Secret de Camille" not in other.get(f"/gestion/{path}", follow=True).content, path


def test_a_submitted_draft_is_not_on_the_desk_of_another(contributeur, autre, reviewer):
    article = write_article("Secret de Camille", auteur=contributeur, publish=False)
    Desk(contributeur).edit(article, "submit")
    for person in (autre, reviewer):
        assert "Secret de Camille" not in read_text(Desk(person).get(""))
    assert "Secret de Camille" in read_text(Desk(contributeur).get(""))


def test_an_editor_of_demarches_has_no_hand_on_articles(contributeur, editor, reviewer):
    article = write_article(auteur=contributeur)
    for person in (editor, reviewer):
        for address in list_addresses(article):
            assert Desk(person).client.get(address).status_code in (302, 403)


def test_groups_follow_the_roles_in_force(contributeur):
    def names():
        return sorted(contributeur.groups.values_list("name", flat=True))

    assert names() == [roles.CONTRIBUTION]
    role = contributeur.roles.get()
    role.fini_le = timezone.now()
    role.save()
    roles.keep_groups(contributeur)
    assert names() == []
    asked = Role.objects.create(personne=contributeur, genre=Role.Genre.ANIMATEUR)
    roles.keep_groups(contributeur)
    assert names() == []  # asked for, not confirmed
    asked.confirme_le = timezone.now()
    asked.save()
    roles.keep_groups(contributeur)
    assert names() == [roles.ANIMATION, roles.CONTRIBUTION]


def test_who_lost_the_role_loses_her_drafts_at_once(contributeur):
    article = write_article(auteur=contributeur, publish=False)
    desk = Desk(contributeur)
    contributeur.roles.update(fini_le=timezone.now())  # the group was not taken away yet
    for address in list_addresses(article):
        assert desk.client.get(address).status_code in (302, 403)


def test_two_versions_are_compared_in_french(contributeur, animateur):
    article = write_article("Avant", ("intertitre", "Hier"), auteur=contributeur)
    Desk(contributeur).edit(article, titre="Après", visibilite="abonnes")
    said = read_text(Desk(animateur).get(find_compare(article)))
    for words in ("la version publiée", "Avant", "Après", "les personnes qui ont un compte"):
        assert words in said


def test_a_piece_is_in_the_hands_of_who_put_it_down(contributeur, autre):
    piece = Piece.objects.create(titre="Ma photo", type_mime="image/png", proprietaire=contributeur)
    edit = reverse(Piece.snippet_viewset.get_url_name("edit"), args=[piece.pk])
    assert Desk(contributeur).client.get(edit).status_code == 200
    assert Desk(autre).client.get(edit).status_code in (302, 403)
    chooser = Piece.snippet_viewset.chooser_viewset.url_namespace
    for person, is_seen in ((contributeur, True), (autre, False)):
        for name in ("choose", "choose_results"):
            page = Desk(person).client.get(reverse(f"{chooser}:{name}"))
            assert (b"Ma photo" in page.content) is is_seen


def test_a_draft_is_previewed_as_a_page_that_only_the_back_office_may_frame(client, contributeur):
    client.get("/articles/")  # the pages are there, as they are behind any preview
    article = write_article("Pas encore", auteur=contributeur, publish=False)
    article.titre = "Version nouvelle"
    preview = article.make_preview_request(preview_mode=article.default_preview_mode)
    page = preview.content.decode()
    for words in ("Aperçu.", "Version nouvelle", "Le corps du texte"):
        assert words in page
    assert "lu.gif" not in page  # a preview is not a reading
    assert "frame-ancestors 'self'" in preview.headers["Content-Security-Policy"]
