-- titulaires: holders of contracts that are of the ESS, by the number of their contracts
-- grain  one row per (tiers_id, lien)
-- unit   montant_eur adds safe amounts of contracts held alone; null when there is none
-- binds  $siren
-- reads  facts.titulaires, facts.tiers, facts.marches
with seul as (
    select contrat_id, count(*) as nb from facts.titulaires where est_actuel group by contrat_id
)
select
    tiers.tiers_id, tiers.siren, tiers.nom, tiers.ess_degre, tiers.ess_motif, marche.lien,
    count(distinct marche.marche_id) as nb,
    sum(marche.montant_eur) filter (where seul.nb = 1 and marche.montant_douteux is null) as montant_eur,
    min(marche.annee) as de, max(marche.annee) as a
from facts.titulaires as titulaire
join facts.marches as marche on marche.marche_id = titulaire.contrat_id
join facts.tiers as tiers on tiers.tiers_id = titulaire.tiers_id
join seul on seul.contrat_id = titulaire.contrat_id
where marche.territoire_siren = $siren and marche.lien in ('metropole', 'commune') and titulaire.est_actuel
    and tiers.ess_degre in ('certain', 'probable')
    and coalesce(tiers.categorie_juridique, '') not like '1%'
group by all
order by marche.lien desc, nb desc, montant_eur desc nulls last, tiers.nom
