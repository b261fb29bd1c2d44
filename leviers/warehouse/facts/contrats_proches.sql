-- contrats_proches: rows of the DECP that share buyer, date and amount with another: the only ones that may be doubles
-- grain  one row per row of staged.marches (fichier, ligne) that has such a neighbour
-- reads  staged.marches, staged.titulaires
with signe as (
    select
        fichier,
        ligne,
        uid,
        coalesce(acheteur_siren, acheteur_id) as acheteur,
        date_notification,
        montant_eur,
        objet,
        code_cpv,
        forme
    from staged.marches
    where montant_eur is not null and coalesce(acheteur_siren, acheteur_id) is not null
),
suspect as (
    select acheteur, date_notification, montant_eur
    from signe
    group by acheteur, date_notification, montant_eur
    having count(*) > 1
),
proche as (
    select signe.*
    from signe
    join suspect on suspect.acheteur = signe.acheteur and suspect.montant_eur = signe.montant_eur
        and suspect.date_notification is not distinct from signe.date_notification
),
tenu as (
    select
        titulaire.fichier,
        titulaire.ligne,
        array_to_string(list_sort(list(coalesce(titulaire.titulaire_id, titulaire.titulaire_nom, ''))), ',') as titulaires
    from staged.titulaires as titulaire
    join proche on proche.fichier = titulaire.fichier and proche.ligne = titulaire.ligne
    group by titulaire.fichier, titulaire.ligne
)
select
    proche.fichier,
    proche.ligne,
    proche.uid,
    proche.acheteur,
    proche.date_notification,
    proche.montant_eur,
    coalesce(regexp_replace(strip_accents(lower(proche.objet)), '[^a-z0-9]+', ' ', 'g'), '') as objet_plie,
    coalesce(left(proche.code_cpv, 8), '') as cpv,
    coalesce(tenu.titulaires, '') as titulaires,
    case proche.forme when '2022' then 1 when '2019' then 2 else 3 end as rang_forme
from proche
left join tenu on tenu.fichier = proche.fichier and tenu.ligne = proche.ligne
