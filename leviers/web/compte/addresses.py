"""Addresses of the accounts. Two have a second name, by which allauth finds them."""

from django.urls import path

from leviers.web.compte import cles, connexion, roles, views
from leviers.web.personnes import views as personnes

urlpatterns = [
    path("compte/", views.show_compte, name="compte"),
    path("compte/connexion/", connexion.log_in, name="account_login"),
    path("compte/connexion/", connexion.log_in, name="connexion"),
    path("compte/connexion/code/", connexion.take_code, name="connexion-code"),
    path("compte/connexion/cle/", cles.log_in_by_key, name="connexion-cle"),
    path("compte/connexion/fournisseur/", connexion.leave_for_provider, name="connexion-fournisseur"),
    path("compte/connexion/<slug:provider_id>/retour/", connexion.come_back, name="openid_connect_callback"),
    path("compte/deconnexion/", connexion.log_out, name="deconnexion"),
    path("compte/profil/", views.edit_profil, name="compte-profil"),
    path("compte/cles/", cles.add_key, name="compte-cle"),
    path("compte/cles/<int:pk>/retirer/", cles.remove_key, name="compte-cle-retirer"),
    path("compte/seances/fermer/", views.close_others, name="compte-seances-fermer"),
    path("compte/seances/<int:pk>/fermer/", views.close_seance, name="compte-seance-fermer"),
    path("compte/demander/", roles.ask_role, name="compte-demander"),
    path("compte/demander/<int:pk>/rendre/", roles.drop_role, name="compte-role-rendre"),
    path("compte/roles/", roles.show_desk, name="compte-roles"),
    path("compte/roles/donner/", roles.give, name="compte-roles-donner"),
    path("compte/roles/<int:pk>/repondre/", roles.settle, name="compte-role-repondre"),
    path("compte/mes-donnees.json", views.export, name="compte-donnees"),
    path("compte/partir/", views.leave, name="compte-partir"),
    path("compte/parti/", views.say_gone, name="compte-parti"),
    path("personnes/<int:pk>/", personnes.show_person, name="profil"),
]
