-- unites_legales: legal units of Sirene
-- grain  one row per legal unit, in file order       est_ess  true, false, or null where Insee says nothing
-- reads  brut_unites_legales                         none     no row is left out here
select
    'sirene' as source,
    fichier,
    ligne,
    case when siren_net("siren") then "siren" end as siren,
    nullif("categorieJuridiqueUniteLegale", '') as categorie_juridique,
    nullif(replace("activitePrincipaleUniteLegale", '.', ''), '') as activite_principale,
    nullif(nullif("denominationUniteLegale", ''), '[ND]') as denomination,
    case "economieSocialeSolidaireUniteLegale" when 'O' then true when 'N' then false end as est_ess,
    nullif("trancheEffectifsUniteLegale", '') as tranche_effectifs,
    try_cast("dateCreationUniteLegale" as date) as date_creation,
    nullif("etatAdministratifUniteLegale", '') as etat_administratif,
    nullif("statutDiffusionUniteLegale", '') as statut_diffusion,
    case "societeMissionUniteLegale" when 'O' then true when 'N' then false end as est_societe_mission,
    compter_defauts([
        defaut('siren', case when not coalesce(siren_net("siren"), false) then 'siren-cle-fausse' end, "siren"),
        defaut('date_creation', case when "dateCreationUniteLegale" not in ('', '[ND]')
                                      and try_cast("dateCreationUniteLegale" as date) is null
                                     then 'date-illisible' end, "dateCreationUniteLegale"),
        defaut('est_ess', case when "economieSocialeSolidaireUniteLegale" not in ('', 'O', 'N')
                               then 'booleen-illisible' end, "economieSocialeSolidaireUniteLegale")
    ]) as defauts
from brut_unites_legales
