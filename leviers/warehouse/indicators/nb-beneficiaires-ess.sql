-- nb-beneficiaires-ess: number of distinct beneficiaries of grants that belong to the ESS, as a range
-- grain  one row per (territoire_siren, lien, annee)     unit  beneficiaries
-- valeur certain beneficiaries; valeur_haute adds the probable ones; each counts once, on its first grant of the year
-- none   a grant to a beneficiary of whom nothing is known, or refused, lowers the coverage; no row when all are so
-- reads  facts.subventions, facts.tiers
with compte as (
    select
        subvention.subvention_id,
        tiers.ess_degre,
        row_number() over (
            partition by subvention.territoire_siren, subvention.lien, subvention.annee, subvention.tiers_id
            order by subvention.subvention_id
        ) as rang
    from facts.subventions as subvention
    join facts.tiers as tiers on tiers.tiers_id = subvention.tiers_id
    where subvention.est_accordee and tiers.ess_degre <> 'inconnu'
      and subvention.territoire_siren is not null and subvention.annee is not null
),
lignes as (
    select
        subvention.territoire_siren,
        subvention.lien,
        subvention.annee,
        subvention.subvention_id as fait_id,
        subvention.source,
        subvention.fichier,
        subvention.ligne,
        compte.subvention_id is not null as est_utile,
        case when est_utile then cast(compte.rang = 1 and compte.ess_degre = 'certain' as integer) end as numerateur,
        case when est_utile then cast(compte.rang = 1 and compte.ess_degre in ('certain', 'probable') as integer) end as numerateur_haut,
        cast(null as double) as denominateur
    from facts.subventions as subvention
    left join compte on compte.subvention_id = subvention.subvention_id
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
