-- titre: Fiches de levier relues par une personne compétente
-- unite: fiches
-- cle: code du champ
-- absent: 0
with lignes as (
    select champ as cle, code, nom, adresse from leviers where relu
)
select cle, count(*) as valeur from lignes group by cle order by cle
