-- titre: Subventions accordées que publient les métropoles et leurs communes
-- unite: subventions
-- cle: auteur (metropole ou commune), ou auteur, point, année
-- absent: 0
with lignes as (
    select
        unnest([lien, lien || '.' || annee]) as cle,
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
    where lien in ('metropole', 'commune') and est_accordee
)
select cle, count(*) as valeur from lignes where cle is not null group by cle order by cle
