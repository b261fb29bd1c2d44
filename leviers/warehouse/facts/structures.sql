-- structures: organisations named by public lists (SIAE, ESAT, GEIQ, tiers-lieux, ESUS, ESS France), placed
-- grain  one row per line of a list       placed by  code, siret (Sirene), code-postal (one territoire only), nom-commune
-- annee  year written in the name of the file, null when there is none
-- reads  staged.structures, staged.etablissements, reference.anciens_codes, reference.codes_postaux, facts.communes
with liste as (
    select
        structure.*,
        coalesce(ancien.code_insee, structure.code_commune) as insee,
        case
            when starts_with(structure.code_postal, '97') or starts_with(structure.code_postal, '98')
                then left(structure.code_postal, 3)
            when starts_with(structure.code_postal, '20') then left(structure.code_commune, 2)
            else left(structure.code_postal, 2)
        end as departement,
        regexp_replace(strip_accents(lower(structure.commune)), '[^a-z]+', ' ', 'g') as commune_pliee
    from staged.structures as structure
    left join reference.anciens_codes as ancien on ancien.ancien_code = structure.code_commune
),
siege as (
    select etablissement.siret, min(etablissement.code_commune) as insee
    from staged.etablissements as etablissement
    where etablissement.siret in (select liste.siret from liste where liste.siret is not null)
    group by etablissement.siret
),
code_sur as (
    select code_postal, min(territoire_siren) as territoire_siren
    from reference.codes_postaux
    group by code_postal
    having count(distinct coalesce(territoire_siren, '')) = 1 and min(territoire_siren) is not null
),
nom_sur as (
    select
        case when starts_with(code_insee, '97') then left(code_insee, 3) else left(code_insee, 2) end as departement,
        regexp_replace(strip_accents(lower(nom)), '[^a-z]+', ' ', 'g') as commune_pliee,
        min(territoire_siren) as territoire_siren
    from facts.communes
    group by departement, commune_pliee
)
select
    concat_ws('-', liste.source, coalesce(liste.siret, liste.siren, ''), cast(liste.ligne as varchar), liste.fichier) as structure_id,
    liste.genre,
    liste.type,
    liste.siren,
    liste.siret,
    liste.identifiant_declare,
    liste.nom,
    liste.code_postal,
    liste.commune,
    liste.lon,
    liste.lat,
    liste.capacite,
    coalesce(par_code.territoire_siren, par_siege.territoire_siren, code_sur.territoire_siren, nom_sur.territoire_siren)
        as territoire_siren,
    case
        when par_code.territoire_siren is not null then 'code'
        when liste.insee is not null then null
        when par_siege.territoire_siren is not null then 'siret'
        when code_sur.territoire_siren is not null then 'code-postal'
        when nom_sur.territoire_siren is not null then 'nom-commune'
    end as placement,
    try_cast(nullif(regexp_extract(liste.fichier, '(20[0-9][0-9])', 1), '') as integer) as annee,
    liste.date_debut,
    liste.date_fin,
    liste.site_web,
    liste.source,
    liste.fichier,
    liste.ligne
from liste
left join facts.communes as par_code on par_code.code_insee = liste.insee
left join siege on siege.siret = liste.siret
left join facts.communes as par_siege on par_siege.code_insee = siege.insee and liste.insee is null
left join code_sur on code_sur.code_postal = liste.code_postal and liste.insee is null and siege.insee is null
left join nom_sur on nom_sur.departement = liste.departement and nom_sur.commune_pliee = liste.commune_pliee
    and liste.insee is null and siege.insee is null and code_sur.code_postal is null
