-- titre: Métropoles dont une liste publique donne le compte
-- unite: métropoles
-- cle: mot du repère
-- absent: 0
with lignes as (
    select cle, territoire_siren, any_value(libelle) as libelle, any_value(source_url) as source_url
    from reperes
    where genre = 'nombre' and calcul is not null
    group by cle, territoire_siren
)
select cle, count(*) as valeur from lignes group by cle order by cle
