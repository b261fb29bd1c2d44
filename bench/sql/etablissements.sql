-- etablissements: StockEtablissement, columns in use, in the order of the SIRET as Insee writes it
-- grain  one row per rank from 0 to `fin`; ranks share the `unites` of unites.sql in turn, seats first
-- reads  variables fin, unites, graine, communes (codes of the communes of the 22 métropoles)
with rang as (
    select range as rang, range * getvariable('unites') // getvariable('fin') as unite
    from range(0, getvariable('fin'))
),
numero as (
    select
        rang,
        cast(siren_de(unite) as integer) as siren,
        cast(rang - (unite * getvariable('fin') + getvariable('unites') - 1) // getvariable('unites') + 1 as integer)
            as nic
    from rang
)
select
    siret_de(siren, nic) as "siret",
    cast(siren as varchar) as "siren",
    case when tirer(rang, 70, 3) = 0 then choisir(getvariable('communes'), rang, 71)
        else lpad(cast(1001 + tirer(rang, 72, 94000) as varchar), 5, '0') end as "codeCommuneEtablissement",
    lpad(cast(1000 + tirer(rang, 73, 95) * 1000 + tirer(rang, 74, 90) * 10 as varchar), 5, '0')
        as "codePostalEtablissement",
    case when tirer(rang, 75, 5) < 2 then 'A' else 'F' end as "etatAdministratifEtablissement",
    nic = 1 as "etablissementSiege",
    choisir(['81.30Z', '94.99Z', '43.99C', '68.20B', '47.11F', '88.99B', '62.01Z', '86.90D'], rang, 76)
        as "activitePrincipaleEtablissement",
    cast(date '1970-01-01' + tirer(rang, 77, 20000) as varchar) as "dateCreationEtablissement",
    case when tirer(rang, 78, 3) = 0 then lpad(cast(tirer(rang, 79, 54) as varchar), 2, '0') end
        as "trancheEffectifsEtablissement"
from numero
