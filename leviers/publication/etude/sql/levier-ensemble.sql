-- titre: Métropoles où deux leviers sont repérés ensemble
-- unite: métropoles
-- cle: code d’un levier, point, code de l’autre
-- absent: 0
with lignes as (
    select
        un.levier || '.' || autre.levier as cle,
        un.territoire_siren,
        un.territoire,
        un.niveau,
        autre.niveau as niveau_autre
    from usages as un
    inner join usages as autre on autre.territoire_siren = un.territoire_siren and autre.levier <> un.levier
    where un.niveau_rang > 0 and autre.niveau_rang > 0
)
select cle, count(*) as valeur from lignes group by cle order by cle
