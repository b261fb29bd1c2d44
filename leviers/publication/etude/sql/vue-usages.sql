-- titre: Usages repérés, quel que soit leur niveau de preuve
-- unite: usages
-- cle:
-- absent: 0
with lignes as (
    select '' as cle, territoire_siren, territoire, levier, niveau, adresse from usages where niveau_rang > 0
)
select cle, count(*) as valeur from lignes group by cle
