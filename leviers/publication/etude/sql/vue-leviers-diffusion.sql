-- titre: Leviers par diffusion
-- unite: leviers
-- cle: deux-tiers (repérés dans deux métropoles sur trois au moins), aucune (dans aucune) ou ailleurs
-- absent: 0
with total as (
    select count(*) as nb from territoires
),
lignes as (
    select
        case
            when nb_metropoles = 0 then 'aucune'
            when 3 * nb_metropoles >= 2 * total.nb then 'deux-tiers'
            else 'ailleurs'
        end as cle,
        code, nom, champ, nb_metropoles, adresse
    from leviers cross join total
)
select cle, count(*) as valeur from lignes group by cle order by cle
