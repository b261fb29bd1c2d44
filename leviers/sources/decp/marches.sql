-- marches: contracts as declared, typed
-- grain  one row per contract of the file, doubles included      unit  montant_eur in euros, duree_mois in months
-- reads  contrats
with lu as (
    select
        contrats.*,
        lire_siret(acheteur_id) as i,
        texte_usuel(coalesce(acheteur.nom, autoriteConcedante.nom)) as acheteur_nom,
        entier_usuel(dureeMois) as duree,
        lire_date(dateNotification) as notifie,
        lire_date(datePublicationDonnees) as publie,
        lire_montant(montant) as m,
        entier_usuel(offresRecues) as offres,
        booleen_usuel(marcheInnovant) as innovant,
        booleen_usuel(sousTraitanceDeclaree) as sous_traite
    from contrats
    where not est_concession
)
select
    'decp' as source,
    getvariable('fichier') as fichier,
    ligne,
    forme,
    texte_usuel(id) as id,
    uid,
    acheteur_id,
    i.valeur as acheteur_siret,
    i.siren as acheteur_siren,
    acheteur_nom,
    nullif(trim(nature), '') as nature,
    texte_usuel(objet) as objet,
    nullif(trim(codeCPV), '') as code_cpv,
    nullif(trim(procedure), '') as procedure,
    nullif(trim(lieuExecution.code), '') as lieu_code,
    nullif(trim(lieuExecution.typeCode), '') as lieu_type_code,
    duree.valeur as duree_mois,
    notifie.valeur as date_notification,
    publie.valeur as date_publication,
    m.valeur as montant_eur,
    nullif(trim(formePrix), '') as forme_prix,
    nullif(trim(ccag), '') as ccag,
    offres.valeur as offres_recues,
    innovant.valeur as est_innovant,
    sous_traite.valeur as a_sous_traitance_declaree,
    considerationsSociales.considerationSociale as considerations_sociales,
    considerationsEnvironnementales.considerationEnvironnementale as considerations_environnementales,
    techniques.technique as techniques,
    modalitesExecution.modaliteExecution as modalites_execution,
    typesPrix.typePrix as types_prix,
    texte_usuel(idAccordCadre) as id_accord_cadre,
    cast(len(titulaires) as integer) as nb_titulaires,
    cast(coalesce(json_array_length(modifications), 0) as integer) as nb_modifications,
    case when coalesce(i.raison, duree.raison, notifie.raison, publie.raison, m.raison, offres.raison,
        innovant.raison, sous_traite.raison) is not null then compter_defauts([
        defaut('acheteur_siret', i.raison, acheteur_id),
        defaut('duree_mois', duree.raison, dureeMois),
        defaut('date_notification', notifie.raison, dateNotification),
        defaut('date_publication', publie.raison, datePublicationDonnees),
        defaut('montant_eur', m.raison, montant),
        defaut('offres_recues', offres.raison, offresRecues),
        defaut('est_innovant', innovant.raison, marcheInnovant),
        defaut('a_sous_traitance_declaree', sous_traite.raison, sousTraitanceDeclaree)]) end as defauts
from lu
order by ligne
