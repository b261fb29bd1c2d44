-- seances: deliberations of the métropole or its communes in which a levier is seen, or whose title names the ESS
-- grain  one row per deliberation
-- binds  $siren
-- reads  facts.deliberations, labels.indices
select
    deliberation.deliberation_id, deliberation.lien, deliberation.annee, deliberation.date_deliberation,
    deliberation.collectivite_nom, deliberation.objet, deliberation.cite_ess,
    list(indice.levier order by indice.levier) filter (where indice.levier is not null) as leviers
from facts.deliberations as deliberation
left join labels.indices as indice
    on indice.fait_genre = 'deliberation' and indice.fait_id = deliberation.deliberation_id
where deliberation.territoire_siren = $siren and deliberation.lien in ('metropole', 'commune')
    and (deliberation.cite_ess or indice.levier is not null)
group by all
order by deliberation.lien desc, deliberation.date_deliberation desc nulls last, deliberation.deliberation_id
limit 60
