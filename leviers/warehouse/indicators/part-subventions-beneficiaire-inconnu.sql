-- part-subventions-beneficiaire-inconnu: share of the amounts granted to those who may or may not be of the ESS
-- grain  one row per (territoire_siren, lien, annee)     unit  percent, 0 to 100, one decimal
-- none   a grant without a credible amount or without any beneficiary is left out and lowers the coverage
-- with   part-subventions-ess, on the same grants
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
        coalesce(subvention.montant_eur, 0) > 0 and subvention.montant_douteux is null
            and subvention.tiers_id is not null as est_utile,
        case
            when not est_utile then null
            when tiers.ess_degre = 'inconnu' then subvention.montant_eur
            else 0
        end as numerateur,
        cast(null as double) as numerateur_haut,
        case when est_utile then subvention.montant_eur end as denominateur
    from facts.subventions as subvention
    left join facts.tiers as tiers on tiers.tiers_id = subvention.tiers_id
    where subvention.territoire_siren is not null and subvention.annee is not null
)
select
    territoire_siren,
    lien,
    annee,
    round(100.0 * sum(numerateur) / sum(denominateur), 1) as valeur,
    cast(null as double) as valeur_haute,
    sum(numerateur) as numerateur,
    cast(null as double) as numerateur_haut,
    sum(denominateur) as denominateur,
    count(*) as nb_lignes,
    count(*) filter (where est_utile) as nb_lignes_utiles,
    round(100.0 * count(*) filter (where est_utile) / count(*), 1) as couverture_pct
from lignes
group by territoire_siren, lien, annee
having sum(denominateur) > 0
