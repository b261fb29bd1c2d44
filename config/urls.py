"""Addresses of the site: French, stable, one folder of leviers/web/ for each first word."""

from django.urls import include, path, register_converter
from wagtail.admin import urls as gestion_urls

from leviers.catalogue.admin.passe import ResetView
from leviers.evidence.identifiers import FaitConverter
from leviers.web.pages.views import no_report

register_converter(FaitConverter, "fait")  # before the addresses that use it, those of pages and of the API

urlpatterns = [
    path("gestion/reports/<path:rest>", no_report),
    path("gestion/password_reset/", ResetView.as_view()),
    path("gestion/", include(gestion_urls)),
    path("api/v1/", include("leviers.api.urls")),
    path("", include("leviers.web.urls")),
]
handler400 = "leviers.web.pages.views.bad_request"
handler403 = "leviers.web.pages.views.forbidden"
handler404 = "leviers.web.pages.views.not_found"
handler500 = "leviers.web.pages.views.server_error"
