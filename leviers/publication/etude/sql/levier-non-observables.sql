-- titre: Métropoles où aucune source n’aurait pu montrer le levier
-- unite: métropoles
-- cle: code du levier
-- absent: 0
with lignes as (
    select levier as cle, territoire_siren, territoire, niveau, adresse from usages where niveau_rang = -1
)
select cle, count(*) as valeur from lignes group by cle order by cle
