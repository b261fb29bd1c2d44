-- subventions-ess-par-habitant-eur: grants to the ESS per inhabitant of the territoire, as a range
-- grain  one row per (territoire_siren, lien, annee)     unit  euros per inhabitant, two decimals
-- valeur certain beneficiaries; valeur_haute adds the probable ones
-- lien   whoever grants, the inhabitants are those of the whole territoire
-- none   no credible amount, or a beneficiary of whom nothing is known: lowers the coverage; no row when all are so
-- reads  facts.subventions, facts.tiers, facts.territoires
with lignes as (
    select
        subvention.territoire_siren,
        subvention.lien,
        subvention.annee,
        subvention.subvention_id as fait_id,
        subvention.source,
        subvention.fichier,
        subvention.ligne,
        coalesce(subvention.montant_eur, 0) > 0 and subvention.montant_douteux is null
            and coalesce(tiers.ess_degre, 'inconnu') <> 'inconnu' as est_utile,
        case
            when not est_utile then null
            when tiers.ess_degre = 'certain' then subvention.montant_eur
            else 0
        end as numerateur,
        case
            when not est_utile then null
            when tiers.ess_degre in ('certain', 'probable') then subvention.montant_eur
            else 0
        end as numerateur_haut,
        cast(territoire.population as double) as denominateur
    from facts.subventions as subvention
    left join facts.tiers as tiers on tiers.tiers_id = subvention.tiers_id
    join facts.territoires as territoire on territoire.siren = subvention.territoire_siren
    where subvention.territoire_siren is not null and subvention.annee is not null
)
select
    territoire_siren,
    lien,
    annee,
    round(sum(numerateur) / max(denominateur), 2) as valeur,
    round(sum(numerateur_haut) / max(denominateur), 2) as valeur_haute,
    sum(numerateur) as numerateur,
    sum(numerateur_haut) as numerateur_haut,
    max(denominateur) as denominateur,
    count(*) as nb_lignes,
    count(*) filter (where est_utile) as nb_lignes_utiles,
    round(100.0 * count(*) filter (where est_utile) / count(*), 1) as couverture_pct
from lignes
group by territoire_siren, lien, annee
having count(*) filter (where est_utile) > 0 and max(denominateur) > 0
