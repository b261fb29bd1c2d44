-- titre: Leviers étudiés, dans leur ensemble et champ par champ
-- unite: leviers
-- cle: code du champ, vide pour l’ensemble
-- absent: inconnu
with lignes as (
    select '' as cle, code, nom, champ, adresse from leviers
    union all
    select champ as cle, code, nom, champ, adresse from leviers
)
select cle, count(*) as valeur from lignes group by cle order by cle
