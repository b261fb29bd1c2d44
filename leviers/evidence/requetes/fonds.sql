-- fonds: how many acts the sources hold for each territoire, by whom, from which year to which
-- grain  one row per (territoire_siren, fait_genre, lien)
-- binds  $depuis, the first year that counts as recent
-- reads  facts.marches, facts.subventions, facts.deliberations
with fait as (
    select 'marche' as fait_genre, territoire_siren, lien, annee from facts.marches
    union all
    select 'subvention', territoire_siren, lien, annee from facts.subventions
    union all
    select 'deliberation', territoire_siren, lien, annee from facts.deliberations
)
select territoire_siren, fait_genre, lien, count(*) as nb, min(annee) as de, max(annee) as a,
    count(*) filter (where annee >= $depuis) as nb_recents
from fait
where lien in ('metropole', 'commune')
group by territoire_siren, fait_genre, lien
