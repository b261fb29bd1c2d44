-- part-deliberations-ess: share of the acts of councils whose title names the ESS
-- grain  one row per (territoire_siren, lien, annee)     unit  percent, 0 to 100, one decimal
-- none   an act without a title is left out and lowers the coverage
-- reads  facts.deliberations
with lignes as (
    select
        territoire_siren,
        lien,
        annee,
        deliberation_id as fait_id,
        source,
        fichier,
        ligne,
        objet is not null as est_utile,
        case when est_utile then cast(cite_ess as integer) end as numerateur,
        cast(null as double) as numerateur_haut,
        case when est_utile then 1 end as denominateur
    from facts.deliberations
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
