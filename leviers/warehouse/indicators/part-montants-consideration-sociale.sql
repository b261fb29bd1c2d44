-- part-montants-consideration-sociale: share of the amounts of contracts with a social consideration
-- grain  one row per (territoire_siren, lien, annee)     unit  percent, 0 to 100, one decimal
-- none   a contract whose field is empty or whose amount is not credible is left out and lowers the coverage
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
        a_consideration_sociale is not null and coalesce(montant_eur, 0) > 0 and montant_douteux is null as est_utile,
        case
            when not est_utile then null
            when a_consideration_sociale then montant_eur
            else 0
        end as numerateur,
        cast(null as double) as numerateur_haut,
        case when est_utile then montant_eur end as denominateur
    from facts.marches
    where territoire_siren is not null and annee is not null
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
