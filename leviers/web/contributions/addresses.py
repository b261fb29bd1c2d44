"""Addresses of what readers contribute."""

from django.urls import path

from leviers.web.contributions import proposer, views

urlpatterns = [
    path("contributions/", views.show_contributions, name="contributions"),
    path("contributions.json", views.contributions_json, name="contributions-json"),
    path("contributions/proposer/", proposer.propose, name="proposer"),
    path("contributions/contribuer/", views.find_form, name="contribuer"),
]
