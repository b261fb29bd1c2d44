-- titre: Métropoles où un acte public ou un indicateur établit le levier
-- unite: métropoles
-- cle: code du levier
-- absent: 0
with lignes as (
    select levier as cle, territoire_siren, territoire, niveau, adresse from usages where niveau_rang >= 3
)
select cle, count(*) as valeur from lignes group by cle order by cle
