-- part-montants-titulaire-inconnu: share of the amounts held by holders who may or may not be of the ESS
-- grain  one row per (territoire_siren, lien, annee)     unit  percent, 0 to 100, one decimal
-- none   a contract without a credible amount or without any holder is left out, and lowers the coverage
-- with   part-montants-ess, on the same contracts
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
        coalesce(marche.montant_eur, 0) > 0 and marche.montant_douteux is null and part.contrat_id is not null as est_utile,
        case when est_utile then marche.montant_eur * part.part_inconnue end as numerateur,
        cast(null as double) as numerateur_haut,
        case when est_utile then marche.montant_eur end as denominateur
    from facts.marches as marche
    left join facts.parts_ess as part on part.contrat_id = marche.marche_id and part.genre = 'marche'
    where marche.territoire_siren is not null and marche.annee is not null
)
select
    territoire_siren,
    lien,
    annee,
    round(100.0 * sum(numerateur) / sum(denominateur), 1) as valeur,
    cast(null as double) as valeur_haute,
    sum(numerateur) as numerateur,
    cast(null as double) as numerateur_haut,
    sum(denominateur) as denominateur,
    count(*) as nb_lignes,
    count(*) filter (where est_utile) as nb_lignes_utiles,
    round(100.0 * count(*) filter (where est_utile) / count(*), 1) as couverture_pct
from lignes
group by territoire_siren, lien, annee
having sum(denominateur) > 0
