-- faits: every record of a build, in the columns that detection reads
-- grain  one row per fait (genre, id)
-- tiers  name of the holder where it is alone, of the beneficiary; several holders say nothing of who does what
-- considerations  what the contract declares, as detection rules write it, separated by « | »
-- reads  facts.marches, facts.titulaires, facts.tiers, facts.subventions, facts.deliberations
with titulaire as (
    select
        contrat_id,
        any_value(coalesce(titulaire.titulaire_nom, tiers.nom)) as tiers,
        any_value(tiers.ess_motif) as tiers_motif
    from facts.titulaires as titulaire
    left join facts.tiers as tiers on tiers.tiers_id = titulaire.tiers_id
    where titulaire.est_actuel
    group by contrat_id
    having count(*) = 1
)
select
    marche.marche_id as id,
    'marche' as genre,
    marche.objet,
    titulaire.tiers,
    titulaire.tiers_motif,
    concat_ws(' | ',
        case when marche.est_reserve then 'marché réservé' end,
        case when marche.a_clause_sociale then 'clause sociale' end,
        case when marche.a_critere_social then 'critère social' end
    ) as considerations
from facts.marches as marche
left join titulaire on titulaire.contrat_id = marche.marche_id
union all
select subvention_id, 'subvention', objet, beneficiaire_nom, null, null
from facts.subventions
union all
select deliberation_id, 'deliberation', objet, null, null, null
from facts.deliberations
