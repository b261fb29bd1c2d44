-- places-esat-pour-100000: authorised places in ESAT per 100,000 inhabitants
-- grain  one row per (territoire_siren, lien, annee)     unit  per 100,000 inhabitants, one decimal
-- annee  that of the list, null when nobody wrote it
-- none   a line without its number of places lowers the coverage
-- reads  facts.structures, facts.territoires
with lignes as (
    select
        structure.territoire_siren,
        'territoire' as lien,
        structure.annee,
        structure.structure_id as fait_id,
        structure.source,
        structure.fichier,
        structure.ligne,
        structure.capacite is not null as est_utile,
        structure.capacite as numerateur,
        cast(null as double) as numerateur_haut,
        cast(territoire.population as double) as denominateur
    from facts.structures as structure
    join facts.territoires as territoire on territoire.siren = structure.territoire_siren
    where structure.genre = 'esat'
)
select
    territoire_siren,
    lien,
    annee,
    round(100000.0 * sum(numerateur) / max(denominateur), 1) as valeur,
    cast(null as double) as valeur_haute,
    sum(numerateur) as numerateur,
    cast(null as double) as numerateur_haut,
    max(denominateur) as denominateur,
    count(*) as nb_lignes,
    count(*) filter (where est_utile) as nb_lignes_utiles,
    round(100.0 * count(*) filter (where est_utile) / count(*), 1) as couverture_pct
from lignes
group by territoire_siren, lien, annee
having count(*) filter (where est_utile) > 0 and max(denominateur) > 0
