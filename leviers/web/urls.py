"""Every public address. A page and its twins (.json, .csv) stand together."""

from django.urls import URLPattern, path

from leviers.web.accueil import views as accueil
from leviers.web.api import views as api
from leviers.web.articles import addresses as articles
from leviers.web.champs import views as champs
from leviers.web.commentaires import addresses as commentaires
from leviers.web.comparer import configurations, ensemble, explorer
from leviers.web.comparer import views as comparer
from leviers.web.compte import addresses as compte
from leviers.web.confirmer import views as confirmer
from leviers.web.contributions import addresses as contributions
from leviers.web.demarches import views as demarches
from leviers.web.donnees import views as donnees
from leviers.web.enquetes.gestion import addresses as gestion_enquetes
from leviers.web.enquetes.openrosa import views as openrosa
from leviers.web.enquetes.repondre import addresses as repondre
from leviers.web.enquetes.resultats import views as enquetes
from leviers.web.etude import chiffres as etude_chiffres
from leviers.web.etude import fichiers as etude_fichiers
from leviers.web.etude import views as etude
from leviers.web.etude.gestion import addresses as gestion_etude
from leviers.web.faits import acteurs, listes
from leviers.web.faits import views as faits
from leviers.web.fiches import addresses as fiches
from leviers.web.graphiques import views as graphiques
from leviers.web.indicateurs import views as indicateurs
from leviers.web.journal import views as journal
from leviers.web.leviers import views as leviers
from leviers.web.matrice import views as matrice
from leviers.web.metropoles import papiers, usage
from leviers.web.metropoles import views as metropoles
from leviers.web.moderation import addresses as moderation
from leviers.web.pages import machines
from leviers.web.pages import views as pages
from leviers.web.recherche import views as recherche
from leviers.web.relecture import bilan, historique, pairs
from leviers.web.relecture import views as relecture
from leviers.web.reseau import addresses as reseau
from leviers.web.signaler import views as signaler
from leviers.web.suivre import flux
from leviers.web.suivre import views as suivre

OPENROSA = "enquetes/<campagne:campagne>/<jeton:jeton>/openrosa"
CHIFFRE = "etude/<slug:code>/chiffres/<slug:mesure>"
VALEUR = "indicateurs/<slug:code>/<slug:slug>/<slug:lien>/<slug:annee>"


def list_addresses(code: str) -> list[URLPattern]:
    """A list of public records and its files."""
    given = {"code": code}
    files = [
        path(f"{code}.{kind}", listes.download_faits, given | {"kind": kind}, name=f"{code}-{kind}")
        for kind in ("csv", "json", "parquet")
    ]
    return [path(f"{code}/", listes.list_faits, given, name=code), *files]


urlpatterns = [
    path("", accueil.home, name="accueil"),
    path("champs/", champs.list_champs, name="champs"),
    path("champs/<slug:code>/", champs.show_champ, name="champ"),
    path("champs/<slug:code>.json", champs.champ_json, name="champ-json"),
    path("leviers/", leviers.list_leviers, name="leviers"),
    path("leviers.json", leviers.leviers_json, name="leviers-json"),
    path("leviers.csv", leviers.leviers_csv, name="leviers-csv"),
    path("leviers/<slug:code>/", leviers.show_levier, name="levier"),
    path("leviers/<slug:code>.json", leviers.levier_json, name="levier-json"),
    path("leviers/<slug:code>/signaler/", signaler.report_levier, name="signaler-levier"),
    path("metropoles/", metropoles.list_metropoles, name="metropoles"),
    path("metropoles.json", metropoles.metropoles_json, name="metropoles-json"),
    path("metropoles.csv", metropoles.metropoles_csv, name="metropoles-csv"),
    path("metropoles/<slug:slug>/", metropoles.show_metropole, name="metropole"),
    path("metropoles/<slug:slug>.json", metropoles.metropole_json, name="metropole-json"),
    path("metropoles/<slug:slug>/a-explorer/", explorer.show_a_explorer, name="a-explorer"),
    path("metropoles/<slug:slug>/a-explorer.json", explorer.a_explorer_json, name="a-explorer-json"),
    *(
        path(
            f"metropoles/<slug:slug>/{paper}.{kind}",
            papiers.show_paper,
            {"paper": paper, "kind": kind},
            name=f"{paper}-{kind}",
        )
        for paper in papiers.PAPERS
        for kind in papiers.WRITERS
    ),
    path("metropoles/<slug:slug>/<slug:code>/", usage.show_usage, name="usage"),
    path("metropoles/<slug:slug>/<slug:code>.json", usage.usage_json, name="usage-json"),
    path("journal/", journal.show_journal, name="journal"),
    path("journal.json", journal.journal_json, name="journal-json"),
    path("journal.csv", journal.journal_csv, name="journal-csv"),
    path("metropoles/<slug:slug>/<slug:code>/signaler/", signaler.report_usage, name="signaler-usage"),
    path("demarches/", demarches.list_demarches, name="demarches"),
    path("demarches.json", demarches.demarches_json, name="demarches-json"),
    path("demarches.csv", demarches.demarches_csv, name="demarches-csv"),
    path("demarches/<slug:code>/", demarches.show_demarche, name="demarche"),
    path("demarches/<slug:code>.json", demarches.demarche_json, name="demarche-json"),
    path("demarches/<slug:code>/signaler/", signaler.report_demarche, name="signaler"),
    path("matrice/", matrice.show_matrice, name="matrice"),
    path("matrice.json", matrice.matrice_json, name="matrice-json"),
    path("matrice.csv", matrice.matrice_csv, name="matrice-csv"),
    *list_addresses("marches"),
    *list_addresses("subventions"),
    *list_addresses("deliberations"),
    *list_addresses("acteurs"),
    path("acteurs/<slug:siren>/", acteurs.show_acteur, name="acteur"),
    path("acteurs/<slug:siren>.json", acteurs.acteur_json, name="acteur-json"),
    path("comparer/", comparer.show_comparer, name="comparer"),
    path("comparer.json", comparer.comparer_json, name="comparer-json"),
    path("comparer.csv", comparer.comparer_csv, name="comparer-csv"),
    path("comparer/ensemble/", ensemble.show_ensemble, name="ensemble"),
    path("comparer/ensemble.json", ensemble.ensemble_json, name="ensemble-json"),
    path("comparer/ensemble.csv", ensemble.ensemble_csv, name="ensemble-csv"),
    path("comparer/configurations/", configurations.show_configurations, name="configurations"),
    path("comparer/configurations.json", configurations.configurations_json, name="configurations-json"),
    path("matrice/<slug:slug>/<slug:code>/", usage.old_address),
    path("matrice/<slug:slug>/<slug:code>.json", usage.old_twin),
    path("indicateurs/", indicateurs.list_indicateurs, name="indicateurs"),
    path("indicateurs.json", indicateurs.indicateurs_json, name="indicateurs-json"),
    path("indicateurs.csv", indicateurs.indicateurs_csv, name="indicateurs-csv"),
    path("indicateurs/<slug:code>/", indicateurs.show_indicateur, name="indicateur"),
    path("indicateurs/<slug:code>.json", indicateurs.indicateur_json, name="indicateur-json"),
    path("indicateurs/<slug:code>.csv", indicateurs.indicateur_csv, name="indicateur-csv"),
    path("indicateurs/<slug:code>/signaler/", signaler.report_indicateur, name="signaler-indicateur"),
    path(f"{VALEUR}/", indicateurs.show_valeur, name="valeur"),
    path(f"{VALEUR}.json", indicateurs.valeur_json, name="valeur-json"),
    path(f"{VALEUR}.csv", indicateurs.valeur_csv, name="valeur-csv"),
    *articles.urlpatterns,
    *reseau.urlpatterns,
    *repondre.urlpatterns,
    *gestion_enquetes.urlpatterns,
    *gestion_etude.urlpatterns,
    path("graphiques/", graphiques.list_graphiques, name="graphiques"),
    *(
        path(
            f"graphiques/<path:cle>.{kind}",
            graphiques.graphique_image,
            {"kind": kind},
            name=f"graphique-{kind}",
        )
        for kind in graphiques.TYPES
    ),
    path("graphiques/<path:cle>.csv", graphiques.graphique_csv, name="graphique-csv"),
    path("graphiques/<path:cle>.json", graphiques.graphique_json, name="graphique-json"),
    path("graphiques/<path:cle>/", graphiques.show_graphique, name="graphique"),
    path("embed/<path:cle>/", graphiques.show_embed, name="embed"),
    path("marches/<fait:code>/", faits.show_fait, {"genre": "marche"}, name="marche"),
    path("marches/<fait:code>.json", faits.fait_json, {"genre": "marche"}, name="marche-json"),
    path("marches/<path:text>", faits.find_fait, {"genre": "marche"}),
    path("subventions/<fait:code>/", faits.show_fait, {"genre": "subvention"}, name="subvention"),
    path("subventions/<fait:code>.json", faits.fait_json, {"genre": "subvention"}, name="subvention-json"),
    path("subventions/<path:text>", faits.find_fait, {"genre": "subvention"}),
    path("deliberations/<fait:code>/", faits.show_fait, {"genre": "deliberation"}, name="deliberation"),
    path(
        "deliberations/<fait:code>.json", faits.fait_json, {"genre": "deliberation"}, name="deliberation-json"
    ),
    path("deliberations/<path:text>", faits.find_fait, {"genre": "deliberation"}),
    path("contester/<slug:genre>/<fait:fait_id>/", signaler.report_fait, name="contester"),
    path("contester/<str:genre>/<path:fait_id>/", signaler.report_fait),
    *commentaires.urlpatterns,
    *contributions.urlpatterns,
    *moderation.urlpatterns,
    path("confirmer/", confirmer.confirm, name="confirmer"),
    *compte.urlpatterns,
    *fiches.urlpatterns,
    path("suivre/", suivre.follow, name="suivre"),
    path("suivre/flux.atom", flux.show_feed, name="suivre-flux"),
    path("suivre/confirmer/<str:jeton>/", suivre.confirm, name="suivi-confirmer"),
    path("suivre/arreter/<str:jeton>/", suivre.stop, name="suivi-arreter"),
    path("suivre/mes-suivis/", suivre.find_mine, name="mes-suivis-demander"),
    path("suivre/mes-suivis/<str:jeton>/", suivre.manage, name="mes-suivis"),
    path("recherche/", recherche.search_everything, name="recherche"),
    path("recherche.json", recherche.search_json, name="recherche-json"),
    path("relecture/", relecture.show_desk, name="relecture"),
    path("relecture/decider/", relecture.decide, name="relecture-decider"),
    path("relecture/annuler/", relecture.undo, name="relecture-annuler"),
    path("relecture/historique/", historique.show_historique, name="relecture-historique"),
    path("relecture/bilan/", bilan.show_bilan, name="relecture-bilan"),
    path("relecture/bilan.json", bilan.bilan_json, name="relecture-bilan-json"),
    path("relecture/rapprochements/", pairs.show_pairs, name="relecture-rapprochements"),
    path("relecture/rapprochements/repondre/", pairs.answer_pair, name="relecture-rapprochements-repondre"),
    path("relecture/rapprochements/annuler/", pairs.undo_pair, name="relecture-rapprochements-annuler"),
    path("enquetes/", enquetes.list_enquetes, name="enquetes"),
    path("enquetes.json", enquetes.enquetes_json, name="enquetes-json"),
    path("enquetes.csv", enquetes.enquetes_csv, name="enquetes-csv"),
    path("enquetes/<campagne:campagne>/", enquetes.show_enquete, name="enquete"),
    path("enquetes/<campagne:campagne>.json", enquetes.enquete_json, name="enquete-json"),
    path("enquetes/<campagne:campagne>.csv", enquetes.enquete_csv, name="enquete-csv"),
    path(
        "enquetes/<campagne:campagne>/reponses.<export:kind>", enquetes.download_export, name="enquete-export"
    ),
    path(
        "enquetes/<campagne:campagne>/territoires/<slug:slug>/",
        enquetes.show_territoire,
        name="enquete-territoire",
    ),
    path(
        "enquetes/<campagne:campagne>/territoires/<slug:slug>.json",
        enquetes.territoire_json,
        name="enquete-territoire-json",
    ),
    path(f"{OPENROSA}/formList", openrosa.form_list, name="openrosa-liste"),
    path(f"{OPENROSA}/form.xml", openrosa.show_form, name="openrosa-formulaire"),
    path(f"{OPENROSA}/manifest", openrosa.show_manifest, name="openrosa-manifeste"),
    path(f"{OPENROSA}/media/<str:name>", openrosa.show_table, name="openrosa-table"),
    path(f"{OPENROSA}/submission", openrosa.submit, name="openrosa-soumission"),
    path("etude/", etude.show_etude, name="etude"),
    path("etude/<slug:code>/", etude.show_edition, name="etude-edition"),
    path("etude/<slug:code>/chiffres/", etude_chiffres.list_mesures, name="etude-chiffres"),
    path(f"{CHIFFRE}.json", etude_chiffres.valeur_json, name="etude-mesure-json"),
    path(f"{CHIFFRE}.csv", etude_chiffres.valeur_csv, name="etude-mesure-csv"),
    path(f"{CHIFFRE}/", etude_chiffres.show_mesure, name="etude-mesure"),
    path(f"{CHIFFRE}/<path:cle>.json", etude_chiffres.valeur_json, name="etude-chiffre-json"),
    path(f"{CHIFFRE}/<path:cle>.csv", etude_chiffres.valeur_csv, name="etude-chiffre-csv"),
    path(f"{CHIFFRE}/<path:cle>/", etude_chiffres.show_valeur, name="etude-chiffre"),
    path("etude/<slug:code>/<slug:chapitre>/", etude.show_chapitre, name="etude-chapitre"),
    path("etude/<slug:code>/<path:nom>", etude_fichiers.download, name="etude-fichier"),
    path("methode/", pages.methode, name="methode"),
    path("methode/preuves/", pages.preuves, name="methode-preuves"),
    path("mentions-legales/", pages.mentions, name="mentions"),
    path("accessibilite/", pages.accessibilite, name="accessibilite"),
    path("api/", api.show_api, name="api"),
    path("donnees/", donnees.show_donnees, name="donnees"),
    path("donnees/dictionnaire/", donnees.show_dictionnaire, name="donnees-dictionnaire"),
    path("donnees/dictionnaire.json", donnees.dictionnaire_json, name="donnees-dictionnaire-json"),
    path("donnees/<slug:code>/", donnees.show_table, name="donnees-table"),
    path("donnees/<slug:code>/schema.json", donnees.schema_json, name="donnees-schema"),
    path("donnees/<path:nom>", donnees.download, name="donnees-fichier"),
    path("kit/", pages.kit, name="kit"),
    path("sante", machines.health, name="sante"),
    path("robots.txt", machines.robots, name="robots"),
    path("sitemap.xml", machines.sitemap, name="sitemap"),
    path("favicon.ico", machines.favicon, name="favicon"),
]
