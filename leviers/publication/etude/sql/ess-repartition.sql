-- titre: Valeurs d’un indicateur de territoire sur les métropoles connues
-- unite: unité de l’indicateur
-- cle: code de l’indicateur, point, minimum, mediane, maximum ou effectif
-- absent: inconnu
with sortes as (
    select unnest(['minimum', 'mediane', 'maximum', 'effectif']) as sorte
),
dernieres as (
    select * from valeurs
    where lien = 'territoire'
    qualify row_number() over (partition by code, territoire_siren order by annee desc nulls last) = 1
),
lignes as (
    select
        code || '.' || sorte as cle, sorte, territoire, territoire_siren, annee, valeur as mesure, unite,
        couverture_pct as couverture, adresse
    from dernieres cross join sortes
)
select
    cle,
    case any_value(sorte)
        when 'minimum' then min(mesure)
        when 'maximum' then max(mesure)
        when 'mediane' then median(mesure)
        else count(*)
    end as valeur,
    round(min(couverture), 1) as couverture_pct,
    case when min(annee) = max(annee) then max(annee) end as annee
from lignes
group by cle
order by cle
