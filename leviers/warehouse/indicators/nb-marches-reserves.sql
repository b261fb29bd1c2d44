-- nb-marches-reserves: number of contracts reserved to organisations of insertion, of disability or of the ESS
-- grain  one row per (territoire_siren, lien, annee)     unit  contracts
-- none   a contract whose field is empty is left out and lowers the coverage; no row when it is empty everywhere
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
        est_reserve is not null as est_utile,
        cast(est_reserve as integer) as numerateur,
        cast(null as double) as numerateur_haut,
        cast(null as double) as denominateur
    from facts.marches
    where territoire_siren is not null and annee is not null
)
select
    territoire_siren,
    lien,
    annee,
    cast(sum(numerateur) as double) as valeur,
    cast(null as double) as valeur_haute,
    sum(numerateur) as numerateur,
    cast(null as double) as numerateur_haut,
    cast(null as double) as denominateur,
    count(*) as nb_lignes,
    count(*) filter (where est_utile) as nb_lignes_utiles,
    round(100.0 * count(*) filter (where est_utile) / count(*), 1) as couverture_pct
from lignes
group by territoire_siren, lien, annee
having count(*) filter (where est_utile) > 0
