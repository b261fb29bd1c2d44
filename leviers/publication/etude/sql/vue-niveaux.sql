-- titre: Cases de la matrice à un niveau de preuve
-- unite: cases
-- cle: code du niveau
-- absent: 0
with lignes as (
    select niveau as cle, territoire_siren, territoire, levier, adresse from usages
)
select cle, count(*) as valeur from lignes group by cle order by cle
