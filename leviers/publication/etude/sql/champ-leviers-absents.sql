-- titre: Leviers du champ repérés dans aucune métropole
-- unite: leviers
-- cle: code du champ
-- absent: 0
with lignes as (
    select champ as cle, code, nom, nb_metropoles, adresse from leviers where nb_metropoles = 0
)
select cle, count(*) as valeur from lignes group by cle order by cle
