-- titre: Année d’un chiffre, quand toutes les métropoles ont la même
-- unite: année
-- cle: population, ou liste, point, mot du repère, ou indicateur, point, code
-- absent: inconnu
with lignes as (
    select 'population' as cle, siren as territoire_siren, population_annee as annee, slug as origine
    from territoires
    union all
    select 'liste.' || cle, territoire_siren, annee, source_url
    from reperes
    where genre = 'nombre' and calcul is not null
)
select
    cle,
    case when min(annee) = max(annee) and count(annee) = count(*) then min(annee) end as valeur
from lignes
group by cle
order by cle
