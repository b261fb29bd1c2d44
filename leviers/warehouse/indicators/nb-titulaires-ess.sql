-- nb-titulaires-ess: number of distinct holders of contracts that belong to the ESS, as a range
-- grain  one row per (territoire_siren, lien, annee)     unit  holders
-- valeur certain ones; valeur_haute adds the probable ones; a holder counts once, on its first contract of the year
-- none   a contract of whose holders nothing is known lowers the coverage; no row when it is so of all
-- reads  facts.marches, facts.titulaires, facts.tiers
with tenu as (
    select
        marche.marche_id,
        tiers.ess_degre,
        row_number() over (
            partition by marche.territoire_siren, marche.lien, marche.annee, titulaire.tiers_id
            order by marche.marche_id, titulaire.ordre
        ) as rang
    from facts.marches as marche
    join facts.titulaires as titulaire on titulaire.contrat_id = marche.marche_id and titulaire.genre = 'marche'
    join facts.tiers as tiers on tiers.tiers_id = titulaire.tiers_id
    where marche.territoire_siren is not null and marche.annee is not null and titulaire.est_actuel
),
compte as (
    select
        marche_id,
        count(*) filter (where rang = 1 and ess_degre = 'certain') as nb_certains,
        count(*) filter (where rang = 1 and ess_degre in ('certain', 'probable')) as nb_possibles
    from tenu
    group by marche_id
    having bool_or(ess_degre <> 'inconnu')
),
lignes as (
    select
        marche.territoire_siren,
        marche.lien,
        marche.annee,
        marche.marche_id as fait_id,
        marche.source,
        marche.fichier,
        marche.ligne,
        compte.marche_id is not null as est_utile,
        compte.nb_certains as numerateur,
        compte.nb_possibles as numerateur_haut,
        cast(null as double) as denominateur
    from facts.marches as marche
    left join compte on compte.marche_id = marche.marche_id
    where marche.territoire_siren is not null and marche.annee is not null
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
having count(*) filter (where est_utile) > 0
