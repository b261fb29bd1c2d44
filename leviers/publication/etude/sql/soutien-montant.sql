-- titre: Montant sûr des subventions publiées
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
select cle, sum(montant_sur_eur) as valeur from lignes group by cle order by cle
