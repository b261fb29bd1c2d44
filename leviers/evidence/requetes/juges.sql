-- juges: records that people judged, with what the machine says of them
-- grain  one row per record (fait_genre, fait_id)
-- binds  $genres and $ids
-- reads  facts.marches, facts.subventions, facts.deliberations, labels.indices
with jugee as (
    select unnest(cast($genres as varchar[])) as fait_genre, unnest(cast($ids as varchar[])) as fait_id
),
fait as (
    select 'marche' as fait_genre, marche_id as fait_id, territoire_siren, lien, annee from facts.marches
    union all
    select 'subvention', subvention_id, territoire_siren, lien, annee from facts.subventions
    union all
    select 'deliberation', deliberation_id, territoire_siren, lien, annee from facts.deliberations
)
select fait.fait_genre, fait.fait_id, fait.territoire_siren, fait.lien, fait.annee,
    coalesce(list(indice.levier) filter (where indice.levier is not null), []) as leviers,
    coalesce(list(indice.levier) filter (where indice.est_certaine), []) as certains
from fait
join jugee on jugee.fait_genre = fait.fait_genre and jugee.fait_id = fait.fait_id
left join labels.indices as indice on indice.fait_genre = fait.fait_genre and indice.fait_id = fait.fait_id
where fait.lien in ('metropole', 'commune')
group by all
order by all
