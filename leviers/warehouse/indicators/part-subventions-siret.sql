-- part-subventions-siret: share of the grants whose beneficiary is given by a SIREN or a SIRET
-- grain  one row per (territoire_siren, lien, annee)     unit  percent, 0 to 100, one decimal
-- reads  facts.subventions
with lignes as (
    select
        territoire_siren,
        lien,
        annee,
        subvention_id as fait_id,
        source,
        fichier,
        ligne,
        true as est_utile,
        cast(beneficiaire_siren is not null as integer) as numerateur,
        cast(null as double) as numerateur_haut,
        1 as denominateur
    from facts.subventions
    where territoire_siren is not null and annee is not null
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
