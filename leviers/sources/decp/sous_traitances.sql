-- sous_traitances: declared subcontracts, and what was changed in them later
-- grain  one row per (contract, est_modification, rang); acte_id ties a change to its subcontract
-- unit   montant_eur in euros      reads  contrats
with ecrit as (
    select ligne, uid, false as est_modification, from_json(actesSousTraitance, '[{"acteSousTraitance": {
        "id": "VARCHAR", "sousTraitant": {"id": "VARCHAR", "typeIdentifiant": "VARCHAR"},
        "montant": "VARCHAR", "dateNotification": "VARCHAR", "dureeMois": "VARCHAR"}}]') as liste
    from contrats
    where actesSousTraitance <> '[]'
),
change as (
    select ligne, uid, true as est_modification, from_json(modificationsActesSousTraitance,
        '[{"modificationActeSousTraitance": {"id": "VARCHAR", "montant": "VARCHAR",
        "dateNotificationModificationSousTraitance": "VARCHAR", "dureeMois": "VARCHAR"}}]') as liste
    from contrats
    where modificationsActesSousTraitance <> '[]'
),
acte as (
    select ligne, uid, est_modification, unnest(liste).acteSousTraitance as d, generate_subscripts(liste, 1) as rang
    from ecrit
),
avenant as (
    select ligne, uid, est_modification, unnest(liste).modificationActeSousTraitance as d,
        generate_subscripts(liste, 1) as rang
    from change
),
plat as (
    select ligne, uid, est_modification, rang, d.id as acte, d.sousTraitant.id as id,
        d.sousTraitant.typeIdentifiant as genre, d.montant as montant, d.dateNotification as notification,
        d.dureeMois as duree
    from acte
    union all
    select ligne, uid, est_modification, rang, d.id, null, null, d.montant,
        d.dateNotificationModificationSousTraitance, d.dureeMois
    from avenant
),
numero as (
    select *, case when est_sirene(genre) then id end as numero from plat
),
lu as (
    select *, lire_siret(numero) as s, lire_montant(montant) as m, lire_date(notification) as n,
        entier_usuel(duree) as e
    from numero
)
select
    'decp' as source,
    getvariable('fichier') as fichier,
    ligne,
    uid,
    cast(rang as integer) as rang,
    texte_usuel(id) as sous_traitant_id,
    s.siren as sous_traitant_siren,
    m.valeur as montant_eur,
    n.valeur as date_notification,
    e.valeur as duree_mois,
    acte as acte_id,
    est_modification,
    compter_defauts([
        defaut('sous_traitant_siren', case when s.siren is null then s.raison end, id),
        defaut('montant_eur', m.raison, montant),
        defaut('date_notification', n.raison, notification),
        defaut('duree_mois', e.raison, duree)]) as defauts
from lu
order by ligne, est_modification, rang
