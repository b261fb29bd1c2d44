"""What participation adds to the back office: articles, and their pictures and files."""

from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet

from leviers.participation.articles import gestion

for model, policy in gestion.list_policies().items():
    register_permission_policy(model, policy)
register_snippet(gestion.ArticleViewSet)
register_snippet(gestion.PieceViewSet)
