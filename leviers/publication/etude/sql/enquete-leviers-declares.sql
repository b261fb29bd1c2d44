-- titre: Leviers qu’une réponse publiée déclare au moins une fois
-- unite: leviers
-- cle: code de la campagne
-- absent: 0
with lignes as (
    select string_split(cle, ':')[2] as cle, levier, count(distinct territoire_siren) as nb_metropoles
    from preuves
    where genre = 'declaree'
    group by all
)
select cle, count(*) as valeur from lignes group by cle order by cle
