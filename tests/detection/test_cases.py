"""One positive and one trap at least for each levier that a record can show; titles are invented."""

import pytest

from leviers.detection.detect import detect
from leviers.detection.records import Fait
from leviers.reference.typologie import load_leviers

SHOWN = [
    (
        "elu-delegue-ess",
        "deliberation",
        "Élection d’une vice-présidente déléguée à l’économie sociale et solidaire",
        "",
    ),
    (
        "feuille-de-route-ess",
        "deliberation",
        "Adoption de la feuille de route métropolitaine de l’ESS 2024-2027",
        "",
    ),
    (
        "conseil-ess",
        "deliberation",
        "Création du conseil métropolitain de l'économie sociale et solidaire",
        "",
    ),
    (
        "moyens-dedies",
        "deliberation",
        "Création d’un poste de chargé de mission économie sociale et solidaire",
        "",
    ),
    ("adhesion-reseaux", "deliberation", "Renouvellement de l'adhésion au RTES pour 2024", ""),
    (
        "cooperation-collectivites",
        "deliberation",
        "Convention avec la Région relative à l’économie sociale",
        "",
    ),
    ("observation-ess", "subvention", "Observatoire de l’économie sociale et solidaire", "CRESS"),
    (
        "evaluation-politique-ess",
        "marche",
        "Mission d'évaluation de la politique d'économie sociale et solidaire",
        "",
    ),
    ("transversalite-interne", "deliberation", "Groupe de travail interne sur l’ESS : composition", ""),
    ("parcours-accompagnement", "subvention", "Dispositif local d’accompagnement (DLA)", "ORVAL ACTIVE"),
    (
        "incubateur-innovation-sociale",
        "subvention",
        "Soutien à l’incubateur d’innovation sociale",
        "LA RUCHE",
    ),
    ("soutien-tetes-de-reseau", "subvention", "Programme d’actions 2023", "CRESS PAYS D'ORVAL"),
    ("cooperatives-activite-emploi", "subvention", "Couveuse d’entreprises", "LE NID"),
    ("cooperatives-activite-emploi", "subvention", "Soutien à la coopérative d'activités et d'emploi", ""),
    ("finance-solidaire", "subvention", "Abondement du fonds de prêts d'honneur", "ADIE"),
    ("fonds-dedie-ess", "deliberation", "Création d’un fonds d’amorçage ESS", ""),
    (
        "appel-a-projets-ess",
        "deliberation",
        "Appel à projets économie sociale et solidaire : lauréats retenus",
        "",
    ),
    ("prise-participation-scic", "deliberation", "Entrée au capital de la SCIC Les Halles d'Orval", ""),
    ("garantie-emprunt", "deliberation", "Garantie d'emprunt accordée à l'association Le Toit commun", ""),
    ("pret-avance-remboursable", "subvention", "Avance remboursable 2024", "LES JARDINS D'ORVAL"),
    ("soutien-iae", "subvention", "ACI espaces verts : chantier d’insertion", "LA BRIGADE VERTE"),
    ("soutien-iae", "subvention", "BESC-IAE", "ATELIERS D'ORVAL"),
    ("soutien-iae", "marche", "MARCHE D'INSERTION ET DE QUALIFICATION SUPPORT NETTOYAGE", ""),
    ("soutien-iae", "marche", "CSP2 INSERTION SOCIO PROFESSIONNELLE 17 ART", "REGIE DE QUARTIER D'ORVAL"),
    (
        "sieg-mandatement",
        "deliberation",
        "Mandatement d’un service d’intérêt économique général d’insertion",
        "",
    ),
    ("tiers-lieux", "marche", "Réhabilitation de la gare en tiers-lieu - lot 3 peinture", "PEINTOR"),
    (
        "mise-a-disposition-locaux",
        "subvention",
        "MISE A DISPOSITION DE LOCAUX CONV 01 02 2019",
        "LES AMIS D'ORVAL",
    ),
    ("mise-a-disposition-locaux", "deliberation", "Mise à disposition de locaux associatifs", ""),
    (
        "mise-a-disposition-locaux",
        "deliberation",
        "Crèche - Mise à disposition de locaux à lAssociation Les Loupiots",
        "",
    ),
    ("hotel-pepiniere-ess", "marche", "Construction d’un hôtel d’activités dédié à l’ESS - lot 2", ""),
    (
        "aide-immobilier-entreprise",
        "deliberation",
        "Aide à l’immobilier d’entreprise : coopérative Orvalcoop",
        "",
    ),
    ("urbanisme-transitoire", "marche", "AMO pour un projet d’urbanisme transitoire sur le site Orval", ""),
    ("foncier-solidaire", "deliberation", "Création d’un organisme de foncier solidaire", ""),
    ("foncier-solidaire", "deliberation", "Cession à l'OFS d'Orval pour 12 logements en BRS", ""),
    ("amenagement-zones-ess", "deliberation", "Village coopératif : programmation de la ZAC des Rives", ""),
    ("ptce", "subvention", "PTCE Resto d’Orval", "ENSEMBLE"),
    ("recherche-action", "subvention", "Chaire d’économie sociale et solidaire", "UNIVERSITE"),
    ("experimentation-tzcld", "deliberation", "Candidature TERRITOIRE ZERO CHOMEUR DE LONGUE DUREE", ""),
    ("filieres-cooperation", "subvention", "Fonctionnement de la ressourcerie", "LA SECONDE VIE"),
    ("filieres-cooperation", "marche", "Recyclerie - lot 5 plâtrerie", "PLATROR"),
    ("monnaie-locale", "subvention", "Développons la monnaie locale d’Orval", "L'ORVALINE"),
    ("spaser", "deliberation", "Adoption du SPASER 2024-2028", ""),
    (
        "clause-sociale-insertion",
        "marche",
        "Réfection de voirie incluant une clause d'insertion sociale",
        "ORVAL TP",
    ),
    ("critere-social", "marche", "Nettoyage des écoles (critère social de 15 %)", ""),
    ("marche-reserve-inclusif", "marche", "Entretien des espaces verts - lot réservé aux ESAT", ""),
    ("marche-reserve-inclusif", "marche", "FDC - MARCHE RESERVE DE CONSOMMABLES", ""),
    (
        "marche-reserve-ess",
        "marche",
        "Animation sociale, réservé aux entreprises de l'économie sociale et solidaire",
        "",
    ),
    ("sourcing-ess", "marche", "Sourcing de fournisseurs de l’économie solidaire", ""),
    (
        "facilitateur-clauses",
        "subvention",
        "Pôle de mise en œuvre des clauses sociales d’insertion",
        "ORVAL EMPLOI",
    ),
    (
        "allotissement-petits-achats",
        "deliberation",
        "Allotissement : ouvrir les marchés aux structures d’insertion",
        "",
    ),
    ("achats-reemploi", "marche", "Fourniture de mobilier de bureau reconditionné", ""),
    ("achats-reemploi", "deliberation", "Cession de matériel informatique réformé à une association", ""),
    ("evenements-mois-ess", "subvention", "Mois de l’ESS 2023", "CRESS"),
    ("evenements-mois-ess", "subvention", "Quinzaine du Commerce Equitable", "MONDE JUSTE"),
    ("prix-trophees-ess", "subvention", "les trophées de l¿économie sociale et solidaire 2018", "LE FIL"),
    ("cartographie-annuaire", "subvention", "Annuaire de l’ESS d’Orval", ""),
    ("reseau-club-acteurs", "subvention", "Animation du réseau ESS d’Orval", "LE LIEN"),
    ("sensibilisation-jeunes", "subvention", "Coopérative jeunesse de services de l’été", "LA CJS"),
    ("formation-elus-agents", "marche", "Formation des acheteurs aux achats responsables", ""),
    ("rayonnement-international", "deliberation", "Accueil du forum mondial de l’ESS", ""),
]

TRAPS = [
    ("elu-delegue-ess", "deliberation", "Délégation de service public de l’eau", ""),
    ("feuille-de-route-ess", "deliberation", "Schéma directeur des eaux pluviales", ""),
    ("conseil-ess", "deliberation", "Conseil d’école : désignation des représentants", ""),
    ("moyens-dedies", "deliberation", "Création d’un poste de chargé de mission mobilités", ""),
    ("adhesion-reseaux", "deliberation", "Adhésion à l’association des maires", ""),
    (
        "cooperation-collectivites",
        "deliberation",
        "Convention avec la Région pour les transports scolaires",
        "",
    ),
    ("observation-ess", "subvention", "Observatoire astronomique", ""),
    ("evaluation-politique-ess", "marche", "Évaluation de la politique cyclable", ""),
    ("parcours-accompagnement", "subvention", "Accompagnement à la scolarité", "LES DEVOIRS"),
    ("incubateur-innovation-sociale", "subvention", "Incubateur de biotechnologies", "AGROVAL"),
    ("soutien-tetes-de-reseau", "subvention", "Formation", "CENTRE DE RESSOURCES"),
    ("cooperatives-activite-emploi", "marche", "Maintenance des couveuses de néonatologie", ""),
    (
        "cooperatives-activite-emploi",
        "deliberation",
        "Recrutement de deux agents en CAE (contrat d'accompagnement)",
        "",
    ),
    ("finance-solidaire", "subvention", "MISE A DISPOSITION DE LOCAUX", "INITIATIVE MARSEILLE METROPOLE"),
    ("finance-solidaire", "subvention", "fonctionnement", "JUST FOR LADIES"),
    ("fonds-dedie-ess", "subvention", "Fonds du maire", "LES AMIS"),
    ("appel-a-projets-ess", "subvention", "Appel à projets culture", "LA TROUPE"),
    (
        "prise-participation-scic",
        "deliberation",
        "Prise de participation au capital de la SEM Orval Habitat",
        "",
    ),
    ("garantie-emprunt", "deliberation", "Garantie d'emprunt - Orval Habitat OPH", ""),
    ("pret-avance-remboursable", "marche", "Avance forfaitaire de 20 %", ""),
    ("soutien-iae", "marche", "Étude d’insertion paysagère de la déviation", ""),
    ("soutien-iae", "marche", "Accompagnement des bénéficiaires du RSA : insertion professionnelle", ""),
    ("soutien-iae", "subvention", "Insertion professionnelle par le sport", "BOXE CLUB"),
    ("sieg-mandatement", "subvention", "Délibération 2015 et arrêté pour mandatement", "ASSOCIATION"),
    ("tiers-lieux", "marche", "Assurance des dommages causés aux tiers", ""),
    ("mise-a-disposition-locaux", "subvention", "MISE A DISPOSITION DE PERSONNEL", "LES AMIS"),
    ("mise-a-disposition-locaux", "subvention", "MISE A DISPOSITION EQUIPEMENT SPORTIF", "HAND CLUB"),
    ("mise-a-disposition-locaux", "deliberation", "Modification du PLU : mise à disposition du public", ""),
    ("mise-a-disposition-locaux", "subvention", "MISE A DISPOSITION DE LOCAUX", "SARL DUPONT"),
    ("hotel-pepiniere-ess", "marche", "Chauffage de la pépinière d’entreprises", ""),
    ("urbanisme-transitoire", "marche", "Occupation temporaire de voirie : signalisation", ""),
    ("foncier-solidaire", "marche", "Entretien du parc foncier", ""),
    ("ptce", "marche", "Aménagement du pôle d’échanges", ""),
    ("recherche-action", "subvention", "Groupes de recherche d’emploi", "RELAIS"),
    ("experimentation-tzcld", "marche", "Objectif zéro déchet", ""),
    ("filieres-cooperation", "marche", "Réutilisation des eaux usées", ""),
    ("monnaie-locale", "marche", "Distributeurs de monnaie", ""),
    ("spaser", "marche", "Achat de fournitures", ""),
    ("clause-sociale-insertion", "marche", "Cahier des clauses techniques particulières", ""),
    ("critere-social", "marche", "Travaux du centre social", ""),
    ("marche-reserve-inclusif", "marche", "Aménagement de voies réservées aux bus", ""),
    (
        "marche-reserve-inclusif",
        "marche",
        "Lotissement : 15 lots réservés pour la construction de logements",
        "",
    ),
    ("marche-reserve-inclusif", "marche", "Réserves du musée - lot 1 gros œuvre", ""),
    ("marche-reserve-ess", "marche", "Réserve naturelle : panneaux", ""),
    ("sourcing-ess", "marche", "Prestation de sourcing de candidats ingénieurs", ""),
    ("facilitateur-clauses", "marche", "Suivi qualité des clauses environnementales", ""),
    ("achats-reemploi", "marche", "Terrassement et réemploi des déblais", ""),
    ("achats-reemploi", "marche", "Reconditionnement de deux fourgons pompe tonne", ""),
    ("achats-reemploi", "marche", "Consignes à vélos sécurisées", ""),
    ("evenements-mois-ess", "subvention", "Forum des associations", "ORVAL ANIMATION"),
    ("prix-trophees-ess", "marche", "Bordereau des prix unitaires", ""),
    ("prix-trophees-ess", "subvention", "Prix littéraire", "PLUME"),
    ("cartographie-annuaire", "marche", "Cartographie des réseaux d’eau", ""),
    ("reseau-club-acteurs", "marche", "Animation des réseaux sociaux", ""),
    ("sensibilisation-jeunes", "subvention", "Fonctionnement", "OFFICE DE LA COOPERATION A L'ECOLE"),
    ("formation-elus-agents", "marche", "Formation des agents aux premiers secours", ""),
    ("rayonnement-international", "subvention", "Forum international de la photographie", ""),
]
NOT_SEEN_IN_A_RECORD = {"subvention-convention"}
"""The legal form tells it, not the title: GUIDE, rule 13."""


def _find(genre, objet, tiers):
    return {found.levier for found in detect(Fait("1", genre, objet, tiers))}


@pytest.mark.parametrize(("levier", "genre", "objet", "tiers"), SHOWN)
def test_levier_is_seen_where_it_is(levier, genre, objet, tiers):
    assert levier in _find(genre, objet, tiers)


@pytest.mark.parametrize(("levier", "genre", "objet", "tiers"), TRAPS)
def test_levier_is_not_seen_in_a_trap(levier, genre, objet, tiers):
    assert levier not in _find(genre, objet, tiers)


def test_every_levier_that_a_record_can_show_has_its_case():
    assert {levier for levier, *_others in SHOWN} == load_leviers().keys() - NOT_SEEN_IN_A_RECORD


@pytest.mark.parametrize(
    "objet", ["FONCTIONNEMENT", "Travaux de voirie", "Relais petite enfance", "Réserve d’eau", ""]
)
def test_ordinary_record_shows_nothing(objet):
    assert [_find(genre, objet, "") for genre in ("marche", "subvention", "deliberation")] == [set()] * 3
