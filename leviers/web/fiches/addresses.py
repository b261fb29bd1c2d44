"""Addresses of structures that speak, networks, people and collectivités."""

from django.urls import path

from leviers.web.fiches import collectivites, completer, demandes, personnes, reclamer, reseaux

urlpatterns = [
    path("acteurs/<slug:siren>/reclamer/", reclamer.claim, name="fiche-reclamer"),
    path("acteurs/<slug:siren>/completer/", completer.show_parts, name="fiche-completer"),
    path("acteurs/<slug:siren>/completer/<slug:sorte>/", completer.edit_part, name="fiche-bloc"),
    path("reseau/fiches/<int:pk>/masquer/", completer.hide_part, name="fiche-masquer"),
    path("reseau/demandes/", demandes.show_waiting, name="fiches-demandes"),
    path("reseau/reseaux/", reseaux.list_reseaux, name="reseaux"),
    path("reseau/reseaux.json", reseaux.reseaux_json, name="reseaux-json"),
    path("reseau/reseaux.csv", reseaux.reseaux_csv, name="reseaux-csv"),
    path("reseau/reseaux/creer/", reseaux.create_reseau, name="reseau-creer"),
    path("reseau/reseaux/<slug:slug>/", reseaux.show_reseau, name="reseau-membres"),
    path("reseau/reseaux/<slug:slug>.json", reseaux.reseau_json, name="reseau-membres-json"),
    path("reseau/reseaux/<slug:slug>.csv", reseaux.reseau_csv, name="reseau-membres-csv"),
    path("reseau/reseaux/<slug:slug>/modifier/", reseaux.edit_reseau, name="reseau-modifier"),
    path("reseau/reseaux/<slug:slug>/adherer/", reseaux.join, name="reseau-adherer"),
    path("reseau/adhesions/<int:pk>/repondre/", reseaux.settle, name="adhesion-repondre"),
    path("reseau/personnes/", personnes.list_people, name="annuaire"),
    path("reseau/personnes/moi/", personnes.choose, name="annuaire-moi"),
    path("reseau/collectivites/", collectivites.list_all, name="collectivites"),
    path("reseau/collectivites.json", collectivites.list_json, name="collectivites-json"),
    path("reseau/collectivites.csv", collectivites.list_csv, name="collectivites-csv"),
    path("reseau/collectivites/rejoindre/", collectivites.join, name="collectivites-rejoindre"),
    path("reseau/collectivites/<slug:siren>/", collectivites.show_one, name="collectivite"),
    path("reseau/collectivites/<slug:siren>.json", collectivites.one_json, name="collectivite-json"),
    path("reseau/collectivites/<int:pk>/repondre/", collectivites.settle, name="collectivite-repondre"),
]
