-- part-subventions-nombre-ess: share of the grants, by number, that goes to the ESS, as a range
-- grain  one row per (territoire_siren, lien, annee)     unit  percent, 0 to 100, one decimal
-- valeur certain beneficiaries; valeur_haute adds the probable ones
-- none   no beneficiary, or a refused request: left out, lowers the coverage; no row when nothing is known of anyone
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
        subvention.est_accordee and subvention.tiers_id is not null as est_utile,
        case when est_utile and tiers.ess_degre <> 'inconnu' then cast(tiers.ess_degre = 'certain' as integer) end as numerateur,
        case
            when est_utile and tiers.ess_degre <> 'inconnu' then cast(tiers.ess_degre in ('certain', 'probable') as integer)
        end as numerateur_haut,
        case when est_utile then 1 end as denominateur
    from facts.subventions as subvention
    left join facts.tiers as tiers on tiers.tiers_id = subvention.tiers_id
    where subvention.territoire_siren is not null and subvention.annee is not null
)
select
    territoire_siren,
    lien,
    annee,
    round(100.0 * sum(numerateur) / sum(denominateur), 1) as valeur,
    round(100.0 * sum(numerateur_haut) / sum(denominateur), 1) as valeur_haute,
    sum(numerateur) as numerateur,
    sum(numerateur_haut) as numerateur_haut,
    sum(denominateur) as denominateur,
    count(*) as nb_lignes,
    count(*) filter (where est_utile) as nb_lignes_utiles,
    round(100.0 * count(*) filter (where est_utile) / count(*), 1) as couverture_pct
from lignes
group by territoire_siren, lien, annee
having count(numerateur) > 0
