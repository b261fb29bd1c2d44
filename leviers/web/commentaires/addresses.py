"""Addresses of the comments."""

from django.urls import path

from leviers.web.commentaires import gestes, views

urlpatterns = [
    path("commentaires/", views.show_comments, name="commentaires"),
    path("commentaires/<int:pk>/", views.find_comment, name="commentaire"),
    path("commentaires/<int:pk>/modifier/", gestes.edit_comment, name="commentaire-modifier"),
    path("commentaires/<int:pk>/signaler/", gestes.report_comment, name="commentaire-signaler"),
    path("commentaires/<int:pk>/contester/", gestes.contest_comment, name="commentaire-contester"),
]
