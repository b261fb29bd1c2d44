-- nb-offres-median: median number of tenders received for a contract
-- grain  one row per (territoire_siren, lien, annee)     unit  tenders
-- none   a contract that does not say how many, or says 0, is left out and lowers the coverage
-- reads  facts.marches
with lignes as (
    select
        territoire_siren,
        lien,
        annee,
        marche_id as fait_id,
        source,
        fichier,
        ligne,
        coalesce(offres_recues, 0) > 0 as est_utile,
        case when est_utile then offres_recues end as numerateur,
        cast(null as double) as numerateur_haut,
        cast(null as double) as denominateur
    from facts.marches
    where territoire_siren is not null and annee is not null
)
select
    territoire_siren,
    lien,
    annee,
    cast(median(numerateur) as double) as valeur,
    cast(null as double) as valeur_haute,
    cast(null as double) as numerateur,
    cast(null as double) as numerateur_haut,
    cast(null as double) as denominateur,
    count(*) as nb_lignes,
    count(*) filter (where est_utile) as nb_lignes_utiles,
    round(100.0 * count(*) filter (where est_utile) / count(*), 1) as couverture_pct
from lignes
group by territoire_siren, lien, annee
having count(*) filter (where est_utile) > 0
