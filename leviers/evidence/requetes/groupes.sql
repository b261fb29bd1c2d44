-- groupes: acts that nobody judged, alike for a niveau: same usage, genre, author, year and certainty
-- grain  one row per (territoire_siren, levier, fait_genre, lien, annee, est_certaine)
-- binds  $genres and $ids, the records that people judged; $kept, how many identifiers to keep
-- reads  labels.indices
with jugee as (
    select unnest(cast($genres as varchar[])) as fait_genre, unnest(cast($ids as varchar[])) as fait_id
)
select territoire_siren, levier, fait_genre, lien, annee, est_certaine,
    list(fait_id order by fait_id)[1:$kept] as ids, count(*) as nb
from labels.indices as indice
where lien in ('metropole', 'commune')
    and not exists (
        select 1 from jugee
        where jugee.fait_genre = indice.fait_genre and jugee.fait_id = indice.fait_id
    )
group by all
order by all
