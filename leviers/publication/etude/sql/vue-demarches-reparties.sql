-- titre: Démarches publiées par métropole
-- unite: démarches
-- cle: minimum, mediane ou maximum
-- absent: inconnu
with sortes as (
    select unnest(['minimum', 'mediane', 'maximum']) as cle
),
lignes as (
    select sortes.cle, siren, nom, nb_demarches, slug from territoires cross join sortes
)
select
    cle,
    case cle
        when 'minimum' then min(nb_demarches)
        when 'maximum' then max(nb_demarches)
        else median(nb_demarches)
    end as valeur
from lignes
group by cle
order by cle
