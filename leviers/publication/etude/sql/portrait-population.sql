-- titre: Population municipale de la métropole
-- unite: habitants
-- cle: numéro SIREN de la métropole
-- absent: inconnu
with lignes as (
    select siren as cle, siren, nom, region, population, population_annee from territoires
)
select cle, population as valeur, population_annee as annee from lignes order by cle
