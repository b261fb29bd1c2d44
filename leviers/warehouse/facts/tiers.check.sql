-- one row per tiers; a ground exactly where there is a degree in the ESS
select tiers_id as cle, 'tiers en double' as faute from facts.tiers group by tiers_id having count(*) > 1
union all
select tiers_id, 'degré et motif en désaccord'
from facts.tiers
where (ess_degre in ('certain', 'probable')) <> (ess_motif is not null)
