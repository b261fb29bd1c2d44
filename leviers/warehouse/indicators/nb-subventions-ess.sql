-- nb-subventions-ess: number of grants to the ESS, as a range
-- grain  one row per (territoire_siren, lien, annee)     unit  grants
-- valeur certain beneficiaries; valeur_haute adds the probable ones
-- none   a grant to a beneficiary of whom nothing is known, or refused, lowers the coverage; no row when all are so
-- reads  facts.subventions, facts.tiers
with lignes as (
    select
        subvention.territoire_siren,
        subvention.lien,
        subvention.annee,
        subvention.subvention_id as fait_id,
        subvention.source,
        subvention.fichier,
        subvention.ligne,
        subvention.est_accordee and coalesce(tiers.ess_degre, 'inconnu') <> 'inconnu' as est_utile,
        case when est_utile then cast(tiers.ess_degre = 'certain' as integer) end as numerateur,
        case when est_utile then cast(tiers.ess_degre in ('certain', 'probable') as integer) end as numerateur_haut,
        cast(null as double) as denominateur
    from facts.subventions as subvention
    left join facts.tiers as tiers on tiers.tiers_id = subvention.tiers_id
    where subvention.territoire_siren is not null and subvention.annee is not null
)
select
    territoire_siren,
    lien,
    annee,
    cast(sum(numerateur) as double) as valeur,
    cast(sum(numerateur_haut) as double) as valeur_haute,
    sum(numerateur) as numerateur,
    sum(numerateur_haut) as numerateur_haut,
    cast(null as double) as denominateur,
    count(*) as nb_lignes,
    count(*) filter (where est_utile) as nb_lignes_utiles,
    round(100.0 * count(*) filter (where est_utile) / count(*), 1) as couverture_pct
from lignes
group by territoire_siren, lien, annee
having count(*) filter (where est_utile) > 0
