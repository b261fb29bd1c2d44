-- titre: Leviers de la typologie
-- unite: leviers
-- cle:
-- absent: 0
with lignes as (
    select '' as cle, code, nom, champ, adresse from leviers
)
select cle, count(*) as valeur from lignes group by cle order by cle
