-- delai-publication-marches-jours: median number of days between notification and publication of a contract
-- grain  one row per (territoire_siren, lien, annee)     unit  days
-- none   a contract published before its notification, or without two sure dates, lowers the coverage
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
        delai_publication_jours is not null as est_utile,
        delai_publication_jours as numerateur,
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
