-- titre: Leviers du champ
-- unite: leviers
-- cle: code du champ
-- absent: 0
with lignes as (
    select champ as cle, code, nom, adresse from leviers
)
select cle, count(*) as valeur from lignes group by cle order by cle
