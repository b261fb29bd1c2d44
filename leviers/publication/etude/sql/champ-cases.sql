-- titre: Couples d’une métropole et d’un levier du champ
-- unite: couples
-- cle: code du champ
-- absent: 0
with lignes as (
    select champ as cle, territoire_siren, territoire, levier, niveau, adresse from usages
)
select cle, count(*) as valeur from lignes group by cle order by cle
