-- familles: organisations of the ESS known in one territoire, by family, ground and degree
-- grain  one row per (famille, motif, degre); famille null where the legal form is not known
-- binds  $siren
-- reads  facts.structures_ess
select famille, motif, degre, count(*) as nb, count(*) filter (where est_siae) as nb_siae
from facts.structures_ess
where territoire_siren = $siren and coalesce(est_active, true)
group by famille, motif, degre
order by nb desc, famille, motif, degre
