-- structures_ess: legal units that belong to the ESS, with the ground that says so, and where they stand
-- grain  one row per siren, certain or probable; a unit that is not here is outside or unknown (facts.tiers)
-- motif  loi-statut (legal category), loi-declaration (Sirene flag, ESS France), agrement (ESUS), insertion (SIAE),
--        handicap (ESAT, EA), nom (SCIC or SCOP in the name of a company: probable only)
-- source, fichier, ligne  where the sign was read: the first line of a list, else the line of the register
-- none   a public body is outside, even when it runs an ESAT or a chantier d'insertion
-- reads  facts.signes_ess, staged.etablissements, facts.communes, reference.categories_ess
with motive as (
    select
        signe.*,
        case
            when (inclusion = 'oui' and traitement not in ('exclu', 'a-verifier')) or est_geiq then 'loi-statut'
            when est_declaree then 'loi-declaration'
            when est_esus then 'agrement'
            when est_siae then 'insertion'
            when est_handicap then 'handicap'
            when inclusion = 'oui' and traitement = 'a-verifier' then 'loi-statut'
            when est_nommee then 'nom'
        end as motif
    from facts.signes_ess as signe
    where not est_publique
),
siege as (
    select etablissement.siren, min(commune.territoire_siren) as territoire_siren
    from staged.etablissements as etablissement
    join facts.communes as commune on commune.code_insee = etablissement.code_commune
    where etablissement.est_siege and etablissement.siren in (select motive.siren from motive where motive.motif is not null)
    group by etablissement.siren
)
select
    motive.siren,
    motive.nom,
    motive.categorie_juridique,
    motive.activite_principale,
    motive.famille,
    motive.est_active,
    motive.motif,
    case
        when motive.motif = 'nom' then 'probable'
        when motive.motif = 'loi-statut' and motive.traitement = 'a-verifier' and not motive.est_geiq then 'probable'
        else 'certain'
    end as degre,
    motive.est_siae,
    motive.est_handicap,
    motive.est_geiq,
    motive.est_esus,
    coalesce(siege.territoire_siren, motive.territoire_liste_siren) as territoire_siren,
    (select max(categorie.version) from reference.categories_ess as categorie) as version_perimetre,
    motive.source,
    motive.fichier,
    motive.ligne
from motive
left join siege on siege.siren = motive.siren
where motive.motif is not null
