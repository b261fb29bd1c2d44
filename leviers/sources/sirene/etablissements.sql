-- etablissements: establishments of Sirene
-- grain  one row per establishment, in file order     reads  brut_etablissements
-- none   no row is left out here
select
    'sirene' as source,
    fichier,
    ligne,
    case when siret_net("siret") then "siret" end as siret,
    case when siren_net("siren") then "siren" end as siren,
    nullif(nullif("codeCommuneEtablissement", ''), '[ND]') as code_commune,
    nullif(nullif("codePostalEtablissement", ''), '[ND]') as code_postal,
    nullif("etatAdministratifEtablissement", '') as etat_administratif,
    case lower("etablissementSiege") when 'true' then true when 'false' then false end as est_siege,
    nullif(replace("activitePrincipaleEtablissement", '.', ''), '') as activite_principale,
    try_cast("dateCreationEtablissement" as date) as date_creation,
    nullif("trancheEffectifsEtablissement", '') as tranche_effectifs,
    compter_defauts([
        defaut('siret', case when not coalesce(siret_net("siret"), false) then 'siret-cle-fausse' end, "siret"),
        defaut('siren', case when not coalesce(siren_net("siren"), false) then 'siren-cle-fausse' end, "siren"),
        defaut('date_creation', case when "dateCreationEtablissement" not in ('', '[ND]')
                                      and try_cast("dateCreationEtablissement" as date) is null
                                     then 'date-illisible' end, "dateCreationEtablissement")
    ]) as defauts
from brut_etablissements
