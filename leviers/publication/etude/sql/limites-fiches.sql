-- titre: Fiches de leviers qu’une personne compétente a relues
-- unite: fiches
-- cle:
-- absent: 0
with lignes as (
    select '' as cle, code, nom, champ, adresse from leviers where relu
)
select cle, count(*) as valeur from lignes group by cle
