-- titre: Usages déclarés par des réponses publiées avec le nom de leur auteur
-- unite: usages
-- cle: code de la campagne
-- absent: 0
with lignes as (
    select distinct string_split(preuves.cle, ':')[2] as cle, territoire_siren, levier
    from preuves
    where genre = 'declaree'
)
select cle, count(*) as valeur from lignes group by cle order by cle
