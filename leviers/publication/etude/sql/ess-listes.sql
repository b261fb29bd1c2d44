-- titre: Total d’une liste publique sur les métropoles connues
-- unite: selon la liste
-- cle: mot du repère
-- absent: inconnu
with lignes as (
    select cle, id, territoire_siren, libelle, cast(valeur as double) as nombre, unite, annee, calcul, source_url
    from reperes
    where genre = 'nombre' and calcul is not null
)
select
    cle,
    sum(nombre) as valeur,
    case when min(annee) = max(annee) and count(annee) = count(*) then max(annee) end as annee
from lignes
group by cle
order by cle
