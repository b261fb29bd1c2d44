-- titre: Métropoles où un levier du champ au moins est repéré
-- unite: métropoles
-- cle: code du champ
-- absent: 0
with lignes as (
    select champ as cle, territoire_siren, any_value(territoire) as territoire, count(*) as nb_leviers
    from usages
    where niveau_rang > 0
    group by champ, territoire_siren
)
select cle, count(*) as valeur from lignes group by cle order by cle
