-- listes: structures that public lists place in one territoire
-- grain  one row per list (genre)
-- binds  $siren
-- reads  facts.structures
select genre, count(*) as nb_lieux, count(distinct coalesce(siren, nom)) as nb, max(annee) as annee
from facts.structures
where territoire_siren = $siren
group by genre
order by genre
