"""Addresses of the team: /etude/gestion/…; they come before those of editions."""

from django.urls import path

from leviers.web.etude.gestion import bureau, corrections, editions, textes

_HOME = "etude/gestion"
urlpatterns = [
    path(f"{_HOME}/", bureau.show_board, name="etude-gestion"),
    path(f"{_HOME}/fabriquer/", bureau.make_draft, name="etude-fabriquer"),
    path(f"{_HOME}/figer/", bureau.freeze, name="etude-figer"),
    path(f"{_HOME}/textes/", textes.list_textes, name="etude-textes"),
    path(f"{_HOME}/textes/nouveau/", textes.write_texte, name="etude-texte-nouveau"),
    path(f"{_HOME}/textes/<int:pk>/", textes.write_texte, name="etude-texte"),
    path(f"{_HOME}/corrections/", corrections.list_passages, name="etude-corrections"),
    path(f"{_HOME}/corrections/<str:cle>/", corrections.show_passage, name="etude-correction"),
    path(f"{_HOME}/corrections/<str:cle>/retirer/", corrections.withdraw, name="etude-correction-retirer"),
    path(f"{_HOME}/editions/<slug:code>/", editions.show_edition, name="etude-gestion-edition"),
    path(f"{_HOME}/editions/<slug:code>/doi/", editions.set_doi, name="etude-doi"),
    path(f"{_HOME}/editions/<slug:code>/errata/", editions.add_erratum, name="etude-erratum"),
]
