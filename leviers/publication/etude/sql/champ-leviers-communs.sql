-- titre: Leviers du champ repérés dans une métropole sur deux au moins
-- unite: leviers
-- cle: code du champ
-- absent: 0
with lignes as (
    select champ as cle, code, nom, nb_metropoles, adresse
    from leviers
    where 2 * nb_metropoles >= (select count(*) from territoires)
)
select cle, count(*) as valeur from lignes group by cle order by cle
