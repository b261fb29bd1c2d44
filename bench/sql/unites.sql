-- unites: StockUniteLegale, columns in use, in the order of the SIREN as Insee writes it
-- grain  one row per rank from 0 to `fin`      reads  variables fin, graine
select
    cast(siren_de(range) as varchar) as "siren",
    'O' as "statutDiffusionUniteLegale",
    cast(date '1970-01-01' + tirer(range, 50, 20000) as varchar) as "dateCreationUniteLegale",
    case when tirer(range, 51, 3) = 0 then lpad(cast(tirer(range, 52, 54) as varchar), 2, '0') end
        as "trancheEffectifsUniteLegale",
    case when tirer(range, 53, 5) < 3 then 'A' else 'C' end as "etatAdministratifUniteLegale",
    case when tirer(range, 54, 2) = 0 then null
        else choisir(['SCIC', 'SCOP', 'ASSOCIATION', 'ATELIER', 'SOCIETE', 'TRANSPORTS', 'CABINET', 'FERME', 'GARAGE'],
            range, 55) || ' ' || choisir(['DU NORD', 'DES ALPES', 'DE LA PLAINE', 'DU PORT', 'MARTEL', 'DES LILAS',
            'BRISSAC'], range, 56) || ' ' || tirer(range, 57, 100000) end as "denominationUniteLegale",
    choisir(['1000', '1000', '1000', '1000', '5499', '5499', '5710', '9220', '9220', '6540', '5599', '5458', '9300',
        '8210'], range, 58) as "categorieJuridiqueUniteLegale",
    choisir(['81.30Z', '94.99Z', '43.99C', '68.20B', '47.11F', '88.99B', '62.01Z', '86.90D', '01.13Z', '49.41A'],
        range, 59) as "activitePrincipaleUniteLegale",
    case tirer(range, 60, 60) when 0 then 'O' when 1 then 'N' end as "economieSocialeSolidaireUniteLegale",
    case when tirer(range, 61, 5000) = 0 then 'O' end as "societeMissionUniteLegale"
from range(0, getvariable('fin'))
