-- subventions: grants as the search reads them, the most recent first
-- grain  one row per grant                          tiers_*  the receiver, its legal category when a register says it
-- reads  facts.subventions, facts.tiers, facts.territoires, labels.indices
with vu as (
    select fait_id, list(distinct levier order by levier) as leviers
    from labels.indices
    where fait_genre = 'subvention'
    group by fait_id
)
select
    subvention.subvention_id as cle,
    subvention.objet,
    subvention.attribuant_nom as qui,
    subvention.attribuant_siren as qui_siren,
    coalesce(subvention.beneficiaire_nom, tiers.nom) as tiers_nom,
    subvention.beneficiaire_siren as tiers_siren,
    tiers.categorie_juridique as categorie,
    territoire.slug as metropole,
    subvention.annee,
    vu.leviers
from facts.subventions as subvention
left join facts.tiers as tiers on tiers.tiers_id = subvention.tiers_id
left join vu on vu.fait_id = subvention.subvention_id
left join facts.territoires as territoire on territoire.siren = subvention.territoire_siren
order by subvention.annee desc nulls last, subvention.subvention_id
