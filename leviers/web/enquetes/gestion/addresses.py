"""Addresses of the team: /enquetes/gestion/…"""

from django.urls import path

from leviers.web.enquetes.gestion import (
    campagnes,
    contacts,
    fichiers,
    lecture,
    lettres,
    passages,
    questionnaires,
    territoires,
)

_HOME = "enquetes/gestion"
_VERSION = f"{_HOME}/questionnaires/<int:version>"
_CAMPAGNE = f"{_HOME}/campagnes/<slug:campagne>"
_CONTACT = f"{_CAMPAGNE}/contacts/<int:contact>"
_TERRITOIRE = f"{_CAMPAGNE}/territoires/<slug:territoire>"
urlpatterns = [
    path(f"{_HOME}/", campagnes.list_campagnes, name="enquetes-gestion"),
    path(f"{_HOME}/creer/", campagnes.create_campagne, name="enquetes-creer"),
    path(f"{_HOME}/questionnaires/", questionnaires.list_questionnaires, name="enquetes-questionnaires"),
    path(f"{_HOME}/questionnaires/importer/", questionnaires.import_questionnaire, name="enquetes-importer"),
    path(f"{_HOME}/questionnaires/livre.xlsx", questionnaires.download_delivered, name="enquetes-livre"),
    path(f"{_VERSION}/", questionnaires.show_version, name="enquetes-version"),
    path(f"{_VERSION}/tableur/", questionnaires.download_version, name="enquetes-tableur"),
    path(f"{_VERSION}/questionnaire.xlsx", fichiers.write_version, name="enquetes-classeur"),
    path(f"{_CAMPAGNE}/", campagnes.show_board, name="enquetes-tableau"),
    path(f"{_CAMPAGNE}/modifier/", campagnes.update_campagne, name="enquetes-modifier"),
    path(f"{_CAMPAGNE}/lancer/", campagnes.launch, name="enquetes-lancer"),
    path(f"{_CAMPAGNE}/relancer/", campagnes.remind, name="enquetes-relancer"),
    path(f"{_CAMPAGNE}/clore/", campagnes.close, name="enquetes-clore"),
    path(f"{_CAMPAGNE}/publier/", campagnes.publish, name="enquetes-publier"),
    path(f"{_CAMPAGNE}/reponses.<str:kind>", fichiers.download_answers, name="enquetes-reponses"),
    path(f"{_CAMPAGNE}/version/<int:version>/", passages.show_passage, name="enquetes-passage"),
    path(f"{_CAMPAGNE}/contacts/", contacts.list_contacts, name="enquetes-contacts"),
    path(f"{_CAMPAGNE}/contacts/deposer/", contacts.add_list, name="enquetes-deposer"),
    path(f"{_CONTACT}/", contacts.show_contact, name="enquetes-contact"),
    path(f"{_CONTACT}/lien/", contacts.change_link, name="enquetes-lien"),
    path(f"{_CONTACT}/export.json", contacts.export_contact, name="enquetes-contact-export"),
    path(f"{_CONTACT}/effacer/", contacts.forget_contact, name="enquetes-effacer"),
    path(f"{_CAMPAGNE}/lettres/", lettres.show_letters, name="enquetes-lettres"),
    path(f"{_CAMPAGNE}/lettres/<int:envoi>/reprendre/", lettres.retry, name="enquetes-reprendre"),
    path(f"{_TERRITOIRE}/", territoires.show_territoire, name="enquetes-territoire"),
    path(f"{_TERRITOIRE}/etape/", territoires.take_step, name="enquetes-etape"),
    path(f"{_TERRITOIRE}/remarque/", territoires.add_remarque, name="enquetes-remarque"),
    path(f"{_TERRITOIRE}/lecture/", lecture.show_lecture, name="enquetes-lecture"),
    path(f"{_TERRITOIRE}/lecture/avis/", lecture.give_avis, name="enquetes-avis"),
    path(f"{_TERRITOIRE}/lecture/accord/", lecture.agree_rest, name="enquetes-accord"),
]
