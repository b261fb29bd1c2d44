-- titre: Usages repérés du champ : couples d’une métropole et d’un levier
-- unite: usages
-- cle: code du champ
-- absent: 0
with lignes as (
    select champ as cle, territoire_siren, territoire, levier, niveau, adresse
    from usages
    where niveau_rang > 0
)
select cle, count(*) as valeur from lignes group by cle order by cle
