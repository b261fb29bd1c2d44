-- one row per siren; grounds and degrees are the declared ones
select siren as cle, 'unité en double' as faute from facts.structures_ess group by siren having count(*) > 1
union all
select siren, 'motif ou degré inconnu'
from facts.structures_ess
where motif not in ('loi-statut', 'loi-declaration', 'agrement', 'insertion', 'handicap', 'nom')
   or degre not in ('certain', 'probable')
   or (motif = 'nom' and degre <> 'probable')
