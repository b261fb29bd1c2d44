-- titre: Leviers repérés par métropole
-- unite: leviers
-- cle: minimum, mediane ou maximum
-- absent: inconnu
with sortes as (
    select unnest(['minimum', 'mediane', 'maximum']) as cle
),
lignes as (
    select sortes.cle, siren, nom, nb_leviers_reperes, slug from territoires cross join sortes
)
select
    cle,
    case cle
        when 'minimum' then min(nb_leviers_reperes)
        when 'maximum' then max(nb_leviers_reperes)
        else median(nb_leviers_reperes)
    end as valeur
from lignes
group by cle
order by cle
