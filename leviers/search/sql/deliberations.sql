-- deliberations: acts of councils as the search reads them, the most recent first
-- grain  one row per act
-- reads  facts.deliberations, facts.territoires, labels.indices
with vu as (
    select fait_id, list(distinct levier order by levier) as leviers
    from labels.indices
    where fait_genre = 'deliberation'
    group by fait_id
)
select
    acte.deliberation_id as cle,
    acte.objet,
    acte.collectivite_nom as qui,
    acte.collectivite_siren as qui_siren,
    territoire.slug as metropole,
    acte.annee,
    vu.leviers
from facts.deliberations as acte
left join vu on vu.fait_id = acte.deliberation_id
left join facts.territoires as territoire on territoire.siren = acte.territoire_siren
order by acte.annee desc nulls last, acte.deliberation_id
