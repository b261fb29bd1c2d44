-- tiers: who holds contracts and receives subsidies, and whether it belongs to the ESS
-- grain  one row per tiers_id met: a SIREN, « rna: » and an RNA number, or « nom: » and a folded name
-- ess_degre  certain, probable, hors, or inconnu; ess_motif is the ground (facts.structures_ess), null outside
-- rules  a SIREN in facts.structures_ess has its degree; a public body, or a unit that Sirene knows and that carries
--        no sign, is outside; an RNA number is an association (certain); a name that starts with association,
--        fondation, mutuelle or contains SCIC, SCOP is probable only; the rest is unknown
-- nom    the name that Sirene or a list gives, else the one most often written, the fullest of equals
-- index  tiers_id
-- reads  facts.titulaires, facts.subventions, facts.structures_ess, facts.signes_ess, staged.unites_legales,
--        reference.categories_ess
with cite as (
    select tiers_id, titulaire_siren as siren, titulaire_nom as nom from facts.titulaires where tiers_id is not null
    union all
    select tiers_id, beneficiaire_siren, beneficiaire_nom from facts.subventions where tiers_id is not null
),
compte as (
    select tiers_id, nom, max(siren) as siren, count(*) as nb from cite group by tiers_id, nom
),
tiers as (
    select tiers_id, siren, nom, nb_citations
    from (
        select
            tiers_id,
            max(siren) over (partition by tiers_id) as siren,
            nom,
            cast(sum(nb) over (partition by tiers_id) as bigint) as nb_citations,
            row_number() over (partition by tiers_id order by (nom is null), nb desc, length(nom) desc, nom desc) as rang
        from compte
    ) as classe
    where rang = 1
),
connu as (
    select
        legale.siren,
        max(legale.denomination) as denomination,
        max(legale.categorie_juridique) as categorie_juridique,
        max(coalesce(categorie.inclusion, '')) as inclusion
    from staged.unites_legales as legale
    left join reference.categories_ess as categorie on categorie.categorie_juridique = legale.categorie_juridique
    where legale.siren in (select tiers.siren from tiers)
    group by legale.siren
),
plie as (
    select
        tiers.*,
        connu.denomination,
        connu.categorie_juridique,
        coalesce(connu.inclusion, '') as inclusion,
        ' ' || trim(regexp_replace(strip_accents(lower(tiers.nom)), '[^a-z0-9]+', ' ', 'g')) || ' ' as nom_plie
    from tiers
    left join connu on connu.siren = tiers.siren
)
select
    plie.tiers_id,
    plie.siren,
    coalesce(ess.nom, plie.denomination, plie.nom) as nom,
    plie.categorie_juridique,
    plie.nb_citations,
    case
        when ess.siren is not null then ess.degre
        when left(plie.siren, 1) in ('1', '2') or left(plie.categorie_juridique, 1) = '7' then 'hors'
        when starts_with(plie.tiers_id, 'rna:') then 'certain'
        when plie.categorie_juridique is not null and plie.inclusion <> 'a-verifier' then 'hors'
        when regexp_matches(plie.nom_plie, '^ (association|asso|fondation|mutuelle) ')
          or regexp_matches(plie.nom_plie, ' (scic|scop) ') then 'probable'
        else 'inconnu'
    end as ess_degre,
    case
        when ess.siren is not null then ess.motif
        when left(plie.siren, 1) in ('1', '2') or left(plie.categorie_juridique, 1) = '7' then null
        when starts_with(plie.tiers_id, 'rna:') then 'loi-statut'
        when plie.categorie_juridique is not null and plie.inclusion <> 'a-verifier' then null
        when regexp_matches(plie.nom_plie, '^ (association|asso|fondation|mutuelle) ')
          or regexp_matches(plie.nom_plie, ' (scic|scop) ') then 'nom'
    end as ess_motif,
    (select max(categorie.version) from reference.categories_ess as categorie) as version_perimetre
from plie
left join facts.structures_ess as ess on ess.siren = plie.siren
