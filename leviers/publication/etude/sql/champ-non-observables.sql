-- titre: Couples du champ que nulle source n’aurait pu montrer
-- unite: couples
-- cle: code du champ
-- absent: 0
with lignes as (
    select champ as cle, territoire_siren, territoire, levier, niveau, adresse
    from usages
    where niveau_rang = -1
)
select cle, count(*) as valeur from lignes group by cle order by cle
