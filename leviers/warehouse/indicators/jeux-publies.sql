-- jeux-publies: how many of the three families of data (contracts, grants, acts) tell of the métropole itself
-- grain  one row per (territoire_siren, lien, annee)     unit  0 to 3
--        only lien = metropole: « the body itself » has no meaning for several communes together
-- none   a year of which nothing was received has no row: that is not a 0
-- reads  facts.marches, facts.subventions, facts.deliberations
with fait as (
    select territoire_siren, lien, annee, 'marches' as jeu, marche_id as fait_id, source, fichier, ligne
    from facts.marches
    union all
    select territoire_siren, lien, annee, 'subventions' as jeu, subvention_id as fait_id, source, fichier, ligne
    from facts.subventions
    union all
    select territoire_siren, lien, annee, 'deliberations' as jeu, deliberation_id as fait_id, source, fichier, ligne
    from facts.deliberations
),
premier as (
    select
        fait.*,
        row_number() over (partition by territoire_siren, annee, jeu order by fichier, ligne) as rang
    from fait
    where lien = 'metropole' and territoire_siren is not null and annee is not null
),
lignes as (
    select
        territoire_siren,
        lien,
        annee,
        fait_id,
        source,
        fichier,
        ligne,
        true as est_utile,
        cast(rang = 1 as integer) as numerateur,
        cast(null as double) as numerateur_haut,
        3 as denominateur
    from premier
)
select
    territoire_siren,
    lien,
    annee,
    cast(sum(numerateur) as double) as valeur,
    cast(null as double) as valeur_haute,
    sum(numerateur) as numerateur,
    cast(null as double) as numerateur_haut,
    max(denominateur) as denominateur,
    count(*) as nb_lignes,
    count(*) filter (where est_utile) as nb_lignes_utiles,
    round(100.0 * count(*) filter (where est_utile) / count(*), 1) as couverture_pct
from lignes
group by territoire_siren, lien, annee
having sum(numerateur) > 0
