-- echeances: contracts of the métropole that end within twelve months: what comes next can be reserved or divided
-- grain  one row per contract
-- unit   montant_eur in euros, null when doubtful
-- binds  $siren, $jour (day of the last delivery), $familles (first figures of CPV codes often reserved)
-- reads  facts.marches
with dated as (
    select *, cast(date_notification + to_months(duree_mois) as date) as date_fin
    from facts.marches
    where territoire_siren = $siren and lien = 'metropole' and date_douteuse is null and duree_mois between 1 and 240
)
select
    marche_id, objet, code_cpv, nature, date_notification, duree_mois, date_fin,
    case when montant_douteux is null then montant_eur end as montant_eur,
    exists (select 1 from unnest($familles) as famille (code) where starts_with(dated.code_cpv, famille.code))
        as est_famille_reservee,
    fichier, ligne
from dated
where date_fin between cast($jour as date) and cast($jour as date) + to_months(12)
order by date_fin, marche_id
