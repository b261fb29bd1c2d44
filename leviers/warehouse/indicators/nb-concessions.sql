-- nb-concessions: number of concessions signed in the year
-- grain  one row per (territoire_siren, lien, annee)     unit  concessions
-- none   a concession without a date of signature belongs to no year
-- reads  facts.concessions
with lignes as (
    select
        territoire_siren,
        lien,
        annee,
        concession_id as fait_id,
        source,
        fichier,
        ligne,
        true as est_utile,
        1 as numerateur,
        cast(null as double) as numerateur_haut,
        cast(null as double) as denominateur
    from facts.concessions
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
having count(*) > 0
