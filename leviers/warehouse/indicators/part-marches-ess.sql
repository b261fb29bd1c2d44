-- part-marches-ess: share of the contracts, by number, that is held by the ESS, as a range
-- grain  one row per (territoire_siren, lien, annee)     unit  percent, 0 to 100, one decimal
-- valeur what is certain; valeur_haute adds what is probable; a contract held by several counts by parts
-- none   a contract without any holder is left out and lowers the coverage; no row when nothing is known of any holder
-- reads  facts.marches, facts.parts_ess
with lignes as (
    select
        marche.territoire_siren,
        marche.lien,
        marche.annee,
        marche.marche_id as fait_id,
        marche.source,
        marche.fichier,
        marche.ligne,
        part.contrat_id is not null as est_utile,
        case when part.part_inconnue < 1 then part.part_certaine end as numerateur,
        case when part.part_inconnue < 1 then part.part_certaine + part.part_probable end as numerateur_haut,
        case when est_utile then 1 end as denominateur
    from facts.marches as marche
    left join facts.parts_ess as part on part.contrat_id = marche.marche_id and part.genre = 'marche'
    where marche.territoire_siren is not null and marche.annee is not null
)
select
    territoire_siren,
    lien,
    annee,
    round(100.0 * sum(numerateur) / sum(denominateur), 1) as valeur,
    round(100.0 * sum(numerateur_haut) / sum(denominateur), 1) as valeur_haute,
    sum(numerateur) as numerateur,
    sum(numerateur_haut) as numerateur_haut,
    sum(denominateur) as denominateur,
    count(*) as nb_lignes,
    count(*) filter (where est_utile) as nb_lignes_utiles,
    round(100.0 * count(*) filter (where est_utile) / count(*), 1) as couverture_pct
from lignes
group by territoire_siren, lien, annee
having count(numerateur) > 0
