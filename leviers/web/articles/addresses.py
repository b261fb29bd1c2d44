"""Addresses of the articles; fixed words before the slugs."""

from django.urls import path

from leviers.participation.articles import apercu
from leviers.web.articles import views

apercu.register(views.draw_preview)

urlpatterns = [
    path("articles/", views.list_all, name="articles"),
    path("articles.json", views.articles_json, name="articles-json"),
    path("articles/flux.atom", views.articles_flux, name="articles-flux"),
    path("articles/proposer/", views.propose, name="article-proposer"),
    path("articles/lectures/", views.show_method, name="articles-lectures"),
    path("articles/pieces/<int:number>/<str:nom>", views.show_piece, name="article-piece"),
    path("articles/<slug:slug>/", views.show_article, name="article"),
    path("articles/<slug:slug>.json", views.article_json, name="article-json"),
    path("articles/<slug:slug>/lu.gif", views.count_reading, name="article-lu"),
]
