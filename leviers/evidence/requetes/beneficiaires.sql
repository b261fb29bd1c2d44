-- beneficiaires: who of the ESS receives most from the métropole, or from its communes
-- grain  one row per (tiers_id, lien), forty at most for each lien
-- unit   montant_eur adds safe amounts of grants that were given
-- binds  $siren
-- reads  facts.subventions, facts.tiers
with recu as (
    select
        tiers_id, lien, count(*) as nb, min(annee) as de, max(annee) as a,
        sum(montant_eur) filter (where montant_douteux is null) as montant_eur
    from facts.subventions
    where territoire_siren = $siren and lien in ('metropole', 'commune') and est_accordee
    group by tiers_id, lien
)
select
    tiers.tiers_id, tiers.siren, tiers.nom, tiers.ess_degre, tiers.ess_motif, recu.lien, recu.nb, recu.montant_eur,
    recu.de, recu.a
from recu
join facts.tiers as tiers on tiers.tiers_id = recu.tiers_id
where tiers.ess_degre in ('certain', 'probable') and coalesce(tiers.categorie_juridique, '') not like '1%'
qualify row_number() over (partition by recu.lien order by recu.montant_eur desc nulls last, tiers.nom) <= 40
order by recu.lien desc, recu.montant_eur desc nulls last, tiers.nom
