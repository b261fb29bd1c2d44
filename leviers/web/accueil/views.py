"""The home page: the cover of the atlas."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from leviers.catalogue import journal, published
from leviers.evidence import usages
from leviers.reference import etudes
from leviers.reference.carte import draw_carte
from leviers.web.accueil import front
from leviers.web.answers import depends_on_catalogue
from leviers.web.kit.jinja import reverse_url

NB_NEWS = 6


@require_safe
@depends_on_catalogue
def home(request: HttpRequest) -> HttpResponse:
    """What this is, for whom, what it holds, what changed."""
    catalogue = published.current()
    established = usages.compute_usages(catalogue)
    context = {
        "version_catalogue": catalogue.version,
        "ledger": front.read_ledger(catalogue, established),
        "fields": front.list_fields(catalogue),
        "rows": front.build_matrix(established),
        "news": front.tell_news(journal.list_changes(NB_NEWS), catalogue),
        "enquetees": etudes.load_etudes()[etudes.METROPOLES_2019].find_chiffre(etudes.ENQUETEES),
        "carte": draw_carte(),
        "structured": _describe_site(),
    }
    return render(request, "accueil/accueil.html", context)


def _describe_site() -> dict[str, Any]:
    """Structured data: what the site is, and how to search it."""
    search = f"{settings.SITE_URL}{reverse_url('recherche')}?q={{search_term_string}}"
    return {
        "@context": "https://schema.org",
        "@type": "WebSite",
        "name": "Leviers",
        "url": f"{settings.SITE_URL}/",
        "inLanguage": "fr",
        "potentialAction": {
            "@type": "SearchAction",
            "target": {"@type": "EntryPoint", "urlTemplate": search},
            "query-input": "required name=search_term_string",
        },
    }
