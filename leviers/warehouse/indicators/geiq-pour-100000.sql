-- geiq-pour-100000: GEIQ per 100,000 inhabitants
-- grain  one row per (territoire_siren, lien, annee)     unit  per 100,000 inhabitants, one decimal
-- annee  that of the list, null when nobody wrote it
-- valeur distinct by SIREN; a line without SIREN (branch, federation, trial line) is not counted and lowers the coverage
-- reads  facts.structures, facts.territoires
with liste as (
    select
        territoire_siren,
        annee,
        structure_id,
        source,
        fichier,
        ligne,
        siren as organisation,
        row_number() over (
            partition by territoire_siren, annee, siren order by fichier, ligne
        ) as rang
    from facts.structures
    where territoire_siren is not null and genre = 'geiq'
),
lignes as (
    select
        liste.territoire_siren,
        'territoire' as lien,
        liste.annee,
        liste.structure_id as fait_id,
        liste.source,
        liste.fichier,
        liste.ligne,
        liste.organisation is not null as est_utile,
        case when est_utile then cast(liste.rang = 1 as integer) end as numerateur,
        cast(null as double) as numerateur_haut,
        cast(territoire.population as double) as denominateur
    from liste
    join facts.territoires as territoire on territoire.siren = liste.territoire_siren
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
