-- titre: Usages que seule une réponse à l’enquête montre
-- unite: usages
-- cle: code de la campagne
-- absent: 0
with lignes as (
    select distinct
        string_split(preuve.cle, ':')[2] as cle,
        preuve.territoire_siren,
        preuve.levier,
        usage.niveau,
        usage.adresse
    from preuves as preuve
    inner join usages as usage
        on usage.territoire_siren = preuve.territoire_siren and usage.levier = preuve.levier
    where preuve.genre = 'declaree' and usage.niveau = 'declare'
)
select cle, count(*) as valeur from lignes group by cle order by cle
