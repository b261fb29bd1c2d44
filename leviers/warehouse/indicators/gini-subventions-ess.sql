-- gini-subventions-ess: Gini coefficient of the total amounts granted to each beneficiary of the ESS
-- grain  one row per (territoire_siren, lien, annee)     unit  0 to 1, two decimals
-- valeur 2 × sum(rank × amount) / (n × sum(amount)) − (n + 1) / n, amounts in rising order, certain and probable ones
-- none   fewer than 10 beneficiaries; grants to others than the ESS are not lines here; the unknown lower the coverage
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
            and coalesce(tiers.ess_degre, 'inconnu') <> 'inconnu' as est_utile,
        case when est_utile then subvention.montant_eur end as numerateur,
        cast(null as double) as numerateur_haut,
        cast(null as double) as denominateur,
        subvention.tiers_id
    from facts.subventions as subvention
    left join facts.tiers as tiers on tiers.tiers_id = subvention.tiers_id
    where subvention.territoire_siren is not null and subvention.annee is not null
      and coalesce(tiers.ess_degre, 'inconnu') <> 'hors'
),
beneficiaire as (
    select
        territoire_siren,
        lien,
        annee,
        sum(numerateur) as montant_eur,
        row_number() over (
            partition by territoire_siren, lien, annee order by sum(numerateur), tiers_id
        ) as rang
    from lignes
    where est_utile
    group by territoire_siren, lien, annee, tiers_id
),
indice as (
    select
        territoire_siren,
        lien,
        annee,
        round(2.0 * sum(rang * montant_eur) / (count(*) * sum(montant_eur)) - (count(*) + 1.0) / count(*), 2) as valeur,
        sum(montant_eur) as numerateur,
        count(*) as denominateur
    from beneficiaire
    group by territoire_siren, lien, annee
    having count(*) >= 10
)
select
    indice.territoire_siren,
    indice.lien,
    indice.annee,
    indice.valeur,
    cast(null as double) as valeur_haute,
    indice.numerateur,
    cast(null as double) as numerateur_haut,
    indice.denominateur,
    count(*) as nb_lignes,
    count(*) filter (where lignes.est_utile) as nb_lignes_utiles,
    round(100.0 * count(*) filter (where lignes.est_utile) / count(*), 1) as couverture_pct
from indice
join lignes on lignes.territoire_siren = indice.territoire_siren and lignes.lien = indice.lien
    and lignes.annee = indice.annee
group by indice.territoire_siren, indice.lien, indice.annee, indice.valeur, indice.numerateur, indice.denominateur
