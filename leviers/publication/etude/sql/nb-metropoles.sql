-- titre: Métropoles observées
-- unite: métropoles
-- cle:
-- absent: inconnu
with lignes as (
    select '' as cle, siren, nom, region, population from territoires
)
select cle, count(*) as valeur from lignes group by cle
