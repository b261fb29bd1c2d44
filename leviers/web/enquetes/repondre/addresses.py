"""Addresses of a personal link: a jeton has a dot, which no other word at its place has."""

from django.urls import path

from leviers.web.enquetes.repondre import autour, views

_LINK = "enquetes/<campagne:campagne>/<jeton:jeton>"
urlpatterns = [
    path(f"{_LINK}/", views.show_accueil, name="enquete-accueil"),
    path(f"{_LINK}/section/<str:section>/", views.show_section, name="enquete-section"),
    path(f"{_LINK}/resume/", views.show_resume, name="enquete-resume"),
    path(f"{_LINK}/recu.pdf", autour.show_recu, name="enquete-recu"),
    path(f"{_LINK}/echanges/", autour.show_echanges, name="enquete-echanges"),
    path(f"{_LINK}/reponse/", autour.show_replique, name="enquete-replique"),
    path(f"{_LINK}/copie.json", autour.show_copie, name="enquete-copie"),
    path(f"{_LINK}/pieces/<int:piece>/", autour.show_piece, name="enquete-piece"),
]
