-- titre: Année d’un indicateur de territoire, quand toutes les métropoles ont la même
-- unite: année
-- cle: code de l’indicateur
-- absent: inconnu
with lignes as (
    select code as cle, territoire, territoire_siren, annee, adresse
    from valeurs
    where lien = 'territoire'
    qualify row_number() over (partition by code, territoire_siren order by annee desc nulls last) = 1
)
select
    cle,
    case when min(annee) = max(annee) and count(annee) = count(*) then min(annee) end as valeur
from lignes
group by cle
order by cle
