-- nb-structures-ess: number of legal units of the ESS that stand in the territoire, as a range
-- grain  one row per (territoire_siren, lien, annee)     unit  legal units
-- valeur certain ones; valeur_haute adds the probable ones
-- annee  null: it is the state of the lists and of the register received last
-- none   a unit that closed, or that no source places, is not counted
-- reads  facts.structures_ess
with lignes as (
    select
        territoire_siren,
        'territoire' as lien,
        cast(null as integer) as annee,
        siren as fait_id,
        source,
        fichier,
        ligne,
        true as est_utile,
        cast(degre = 'certain' as integer) as numerateur,
        1 as numerateur_haut,
        cast(null as double) as denominateur
    from facts.structures_ess
    where territoire_siren is not null and est_active
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
having count(*) > 0
