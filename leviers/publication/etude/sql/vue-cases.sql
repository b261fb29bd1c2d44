-- titre: Cases de la matrice : un levier dans une métropole
-- unite: cases
-- cle:
-- absent: 0
with lignes as (
    select '' as cle, territoire_siren, territoire, levier, niveau, adresse from usages
)
select cle, count(*) as valeur from lignes group by cle
