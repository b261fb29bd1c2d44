"""Addresses of the desk, of its figures and of the rules."""

from django.urls import path

from leviers.web.moderation import bilan, views

urlpatterns = [
    path("moderation/", views.show_desk, name="moderation"),
    path("moderation/decider/", views.decide, name="moderation-decider"),
    path("moderation/contributions/<int:pk>/", views.conclude, name="moderation-conclure"),
    path("moderation/propositions/<int:pk>/", views.conclude_proposal, name="moderation-proposition"),
    path("moderation/journal/", views.show_journal, name="moderation-journal"),
    path("moderation/journal/<int:pk>/annuler/", views.undo, name="moderation-annuler"),
    path("moderation/bilan/", bilan.show_bilan, name="moderation-bilan"),
    path("moderation/bilan.json", bilan.bilan_json, name="moderation-bilan-json"),
    path("regles/", views.show_regles, name="regles"),
]
