-- titre: Habitants
-- unite: habitants
-- cle: numéro SIREN de la métropole ; ensemble pour toutes
-- absent: inconnu
with lignes as (
    select unnest([siren, 'ensemble']) as cle, siren, nom, population, population_annee from territoires
)
select
    cle,
    sum(population) as valeur,
    case when min(population_annee) = max(population_annee) then max(population_annee) end as annee
from lignes
group by cle
order by cle
