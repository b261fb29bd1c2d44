"""Addresses of the network: annonces, messages, cooperations."""

from django.urls import path

from leviers.web.reseau import annonces, contester, cooperations, echanges, liens, structures, views

urlpatterns = [
    path("acteurs/<slug:siren>/ecrire/", structures.write, name="reseau-ecrire"),
    path("reseau/", views.show_reseau, name="reseau"),
    path("reseau.json", views.reseau_json, name="reseau-json"),
    path("reseau.csv", views.reseau_csv, name="reseau-csv"),
    path("reseau/flux.atom", views.reseau_flux, name="reseau-flux"),
    path("reseau/annonces/publier/", annonces.publish, name="reseau-publier"),
    path("reseau/annonces/<int:pk>/", views.show_annonce, name="reseau-annonce"),
    path("reseau/annonces/<int:pk>.json", views.annonce_json, name="reseau-annonce-json"),
    path("reseau/annonces/<int:pk>/modifier/", annonces.edit, name="reseau-annonce-modifier"),
    path("reseau/annonces/<int:pk>/clore/", annonces.close, name="reseau-annonce-clore"),
    path("reseau/annonces/<int:pk>/prolonger/", annonces.prolong, name="reseau-annonce-prolonger"),
    path("reseau/annonces/<int:pk>/signaler/", annonces.report, name="reseau-annonce-signaler"),
    path("reseau/annonces/<int:pk>/contester/", contester.contest_annonce, name="reseau-annonce-contester"),
    path("reseau/annonces/<int:pk>/repondre/", echanges.answer_annonce, name="reseau-repondre"),
    path("reseau/mes-annonces/", annonces.list_mine, name="reseau-mes-annonces"),
    path("reseau/prolonger/<str:jeton>/", liens.prolong, name="reseau-prolonger"),
    path("reseau/arreter/<str:jeton>/", liens.stop_messages, name="reseau-arreter"),
    path("reseau/lettres/<str:jeton>/", liens.stop_letters, name="reseau-lettres"),
    path("reseau/messages/", echanges.list_fils, name="reseau-messages"),
    path("reseau/messages/<int:pk>/", echanges.show_fil, name="reseau-fil"),
    path("reseau/messages/<int:pk>/bloquer/", echanges.block, name="reseau-bloquer"),
    path(
        "reseau/messages/<int:pk>/signaler/<int:message>/",
        echanges.report_message,
        name="reseau-message-signaler",
    ),
    path("reseau/messages/<int:pk>/cooperation/", cooperations.propose, name="reseau-cooperation-proposer"),
    path("reseau/cooperations/", cooperations.list_all, name="reseau-cooperations"),
    path("reseau/cooperations.json", cooperations.cooperations_json, name="reseau-cooperations-json"),
    path("reseau/cooperations.csv", cooperations.cooperations_csv, name="reseau-cooperations-csv"),
    path("reseau/cooperations/<int:pk>/", cooperations.show_cooperation, name="reseau-cooperation"),
    path("reseau/cooperations/<int:pk>.json", cooperations.cooperation_json, name="reseau-cooperation-json"),
    path("reseau/cooperations/<int:pk>/repondre/", cooperations.answer, name="reseau-cooperation-repondre"),
    path("reseau/cooperations/<int:pk>/signaler/", cooperations.report, name="reseau-cooperation-signaler"),
    path(
        "reseau/cooperations/<int:pk>/contester/",
        contester.contest_cooperation,
        name="reseau-cooperation-contester",
    ),
]
