-- staged: the columns of each staged table, as leviers.sources writes them
-- why    a source that was never delivered is an empty table of its shape, so that every model always runs
-- test   tests/warehouse/test_staged.py stages each sample and compares
create table staged.communes (
    source varchar, fichier varchar, ligne bigint, code_insee varchar, nom varchar, siren varchar,
    epci_siren varchar, population integer, annee integer, epci_nom varchar, epci_nature varchar,
    departement varchar
);
create table staged.concessions (
    source varchar, fichier varchar, ligne bigint, forme varchar, id varchar, uid varchar, autorite_id varchar,
    autorite_siret varchar, autorite_siren varchar, autorite_nom varchar, nature varchar, objet varchar,
    procedure varchar, lieu_code varchar, lieu_type_code varchar, duree_mois integer, date_signature date,
    date_debut_execution date, date_publication date, valeur_globale_eur decimal(18,2),
    montant_subvention_publique_eur decimal(18,2), considerations_sociales varchar[],
    considerations_environnementales varchar[], nb_titulaires integer, nb_modifications integer
);
create table staged.contours (
    source varchar, fichier varchar, ligne bigint, niveau varchar, code_commune varchar, epci_siren varchar,
    nom varchar, population integer, lon double, lat double, geometrie varchar
);
create table staged.deliberations (
    source varchar, fichier varchar, ligne bigint, collectivite_nom varchar, collectivite_siret varchar,
    collectivite_siren varchar, delib_id varchar, date_deliberation date, matiere_code varchar,
    matiere_nom varchar, objet varchar, budget_annee integer, budget_nom varchar, vote_effectif integer,
    vote_reel integer, vote_pour integer, vote_contre integer, vote_abstention integer, url varchar,
    prefecture_id varchar, date_prefecture date, annee integer
);
create table staged.etablissements (
    source varchar, fichier varchar, ligne bigint, siret varchar, siren varchar, code_commune varchar,
    code_postal varchar, etat_administratif varchar, est_siege boolean, activite_principale varchar,
    date_creation date, tranche_effectifs varchar
);
create table staged.marches (
    source varchar, fichier varchar, ligne bigint, forme varchar, id varchar, uid varchar, acheteur_id varchar,
    acheteur_siret varchar, acheteur_siren varchar, acheteur_nom varchar, nature varchar, objet varchar,
    code_cpv varchar, procedure varchar, lieu_code varchar, lieu_type_code varchar, duree_mois integer,
    date_notification date, date_publication date, montant_eur decimal(18,2), forme_prix varchar, ccag varchar,
    offres_recues integer, est_innovant boolean, a_sous_traitance_declaree boolean,
    considerations_sociales varchar[], considerations_environnementales varchar[], techniques varchar[],
    modalites_execution varchar[], types_prix varchar[], id_accord_cadre varchar, nb_titulaires integer,
    nb_modifications integer
);
create table staged.modifications (
    source varchar, fichier varchar, ligne bigint, uid varchar, rang integer, date_notification date,
    date_publication date, montant_eur decimal(18,2), duree_mois integer, objet varchar, titulaires_id varchar[]
);
create table staged.sous_traitances (
    source varchar, fichier varchar, ligne bigint, uid varchar, rang integer, sous_traitant_id varchar,
    sous_traitant_siren varchar, montant_eur decimal(18,2), date_notification date, duree_mois integer,
    acte_id varchar, est_modification boolean
);
create table staged.structures (
    source varchar, fichier varchar, ligne bigint, genre varchar, siret varchar, siren varchar, nom varchar,
    code_commune varchar, code_postal varchar, lon double, lat double, type varchar, capacite integer,
    commune varchar, reference varchar, date_debut date, date_fin date, site_web varchar,
    identifiant_declare varchar
);
create table staged.subventions (
    source varchar, fichier varchar, ligne bigint, attribuant_nom varchar, attribuant_id varchar,
    attribuant_siren varchar, date_convention date, annee integer, reference_decision varchar,
    beneficiaire_nom varchar, beneficiaire_id varchar, beneficiaire_siret varchar, beneficiaire_siren varchar,
    objet varchar, montant_eur decimal(18,2), nature varchar, conditions_versement varchar,
    dates_versement varchar, id_rae varchar, notification_ue boolean, pourcentage_subvention decimal(9,4),
    beneficiaire_rna varchar, dispositif_aide varchar
);
create table staged.titulaires (
    source varchar, fichier varchar, ligne bigint, uid varchar, rang integer, titulaire_id varchar,
    titulaire_type varchar, titulaire_siret varchar, titulaire_siren varchar, titulaire_nom varchar
);
create table staged.unites_legales (
    source varchar, fichier varchar, ligne bigint, siren varchar, categorie_juridique varchar,
    activite_principale varchar, denomination varchar, est_ess boolean, tranche_effectifs varchar,
    date_creation date, etat_administratif varchar, statut_diffusion varchar, est_societe_mission boolean
);
