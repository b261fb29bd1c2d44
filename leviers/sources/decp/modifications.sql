-- modifications: what was changed after the notification, in the order of the file
-- grain  one row per (contract, rang)      unit  montant_eur in euros, the new total      reads  contrats
with ecrit as (
    select ligne, uid, from_json(modifications, '[{
        "modification": {"dateNotificationModification": "VARCHAR", "dateSignatureModification": "VARCHAR",
            "datePublicationDonneesModification": "VARCHAR", "montant": "VARCHAR", "valeurGlobale": "VARCHAR",
            "dureeMois": "VARCHAR", "objetModification": "VARCHAR",
            "titulaires": [{"titulaire": {"id": "VARCHAR"}, "id": "VARCHAR"}]},
        "dateNotificationModification": "VARCHAR", "dateSignatureModification": "VARCHAR",
        "datePublicationDonneesModification": "VARCHAR", "montant": "VARCHAR", "valeurGlobale": "VARCHAR",
        "dureeMois": "VARCHAR", "objetModification": "VARCHAR",
        "titulaires": [{"titulaire": {"id": "VARCHAR"}, "id": "VARCHAR"}]}]') as liste
    from contrats
    where modifications <> '[]'
),
une as (
    select ligne, uid, unnest(liste) as d, generate_subscripts(liste, 1) as rang from ecrit
),
plat as (
    select ligne, uid, rang,
        coalesce(d.modification.dateNotificationModification, d.dateNotificationModification,
            d.modification.dateSignatureModification, d.dateSignatureModification) as notification,
        coalesce(d.modification.datePublicationDonneesModification, d.datePublicationDonneesModification)
            as publication,
        coalesce(d.modification.montant, d.montant, d.modification.valeurGlobale, d.valeurGlobale) as montant,
        coalesce(d.modification.dureeMois, d.dureeMois) as duree,
        coalesce(d.modification.objetModification, d.objetModification) as objet,
        coalesce(d.modification.titulaires, d.titulaires) as titulaires
    from une
),
lu as (
    select *, lire_date(notification) as n, lire_date(publication) as p, lire_montant(montant) as m,
        entier_usuel(duree) as e
    from plat
)
select
    'decp' as source,
    getvariable('fichier') as fichier,
    ligne,
    uid,
    cast(rang as integer) as rang,
    n.valeur as date_notification,
    p.valeur as date_publication,
    m.valeur as montant_eur,
    e.valeur as duree_mois,
    texte_usuel(objet) as objet,
    list_transform(titulaires, lambda t: coalesce(t.titulaire.id, t.id)) as titulaires_id,
    compter_defauts([
        defaut('date_notification', n.raison, notification),
        defaut('date_publication', p.raison, publication),
        defaut('montant_eur', m.raison, montant),
        defaut('duree_mois', e.raison, duree)]) as defauts
from lu
order by ligne, rang
