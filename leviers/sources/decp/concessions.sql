-- concessions: concession contracts as declared, typed
-- grain  one row per concession of the file, doubles included      unit  valeur_globale_eur in euros
-- reads  contrats
with lu as (
    select
        contrats.*,
        lire_siret(acheteur_id) as i,
        texte_usuel(coalesce(acheteur.nom, autoriteConcedante.nom)) as acheteur_nom,
        entier_usuel(dureeMois) as duree,
        lire_date(coalesce(dateSignature, dateNotification)) as signe,
        lire_date(dateDebutExecution) as debute,
        lire_date(datePublicationDonnees) as publie,
        lire_montant(coalesce(valeurGlobale, montant)) as m,
        lire_montant(montantSubventionPublique) as s
    from contrats
    where est_concession
)
select
    'decp' as source,
    getvariable('fichier') as fichier,
    ligne,
    forme,
    texte_usuel(id) as id,
    uid,
    acheteur_id as autorite_id,
    i.valeur as autorite_siret,
    i.siren as autorite_siren,
    acheteur_nom as autorite_nom,
    nullif(trim(nature), '') as nature,
    texte_usuel(objet) as objet,
    nullif(trim(procedure), '') as procedure,
    nullif(trim(lieuExecution.code), '') as lieu_code,
    nullif(trim(lieuExecution.typeCode), '') as lieu_type_code,
    duree.valeur as duree_mois,
    signe.valeur as date_signature,
    debute.valeur as date_debut_execution,
    publie.valeur as date_publication,
    m.valeur as valeur_globale_eur,
    s.valeur as montant_subvention_publique_eur,
    considerationsSociales.considerationSociale as considerations_sociales,
    considerationsEnvironnementales.considerationEnvironnementale as considerations_environnementales,
    cast(coalesce(len(concessionnaires), len(titulaires)) as integer) as nb_titulaires,
    cast(coalesce(json_array_length(modifications), 0) as integer) as nb_modifications,
    compter_defauts([
        defaut('autorite_siret', i.raison, acheteur_id),
        defaut('duree_mois', duree.raison, dureeMois),
        defaut('date_signature', signe.raison, coalesce(dateSignature, dateNotification)),
        defaut('date_debut_execution', debute.raison, dateDebutExecution),
        defaut('date_publication', publie.raison, datePublicationDonnees),
        defaut('valeur_globale_eur', m.raison, coalesce(valeurGlobale, montant)),
        defaut('montant_subvention_publique_eur', s.raison, montantSubventionPublique)]) as defauts
from lu
order by ligne
