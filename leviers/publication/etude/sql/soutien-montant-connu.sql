-- titre: Montant sûr des subventions dont on sait si le bénéficiaire est de l’ESS
-- unite: €
-- cle: auteur (metropole ou commune)
-- absent: inconnu
with lignes as (
    select
        lien as cle,
        subvention_id,
        attribuant_nom,
        beneficiaire_nom,
        objet,
        annee,
        montant_sur_eur,
        ess_degre,
        source,
        fichier,
        ligne
    from subventions
    where lien in ('metropole', 'commune') and est_accordee and montant_sur_eur is not null
)
select
    cle,
    coalesce(sum(montant_sur_eur) filter (where ess_degre <> 'inconnu'), 0) as valeur,
    round(
        100.0 * coalesce(sum(montant_sur_eur) filter (where ess_degre <> 'inconnu'), 0)
        / nullif(sum(montant_sur_eur), 0),
        1
    ) as couverture_pct
from lignes
group by cle
order by cle
