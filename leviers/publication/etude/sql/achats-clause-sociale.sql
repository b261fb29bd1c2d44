-- titre: Marchés qui déclarent une clause sociale
-- unite: marchés
-- cle: auteur (metropole ou commune), ou auteur, point, année
-- absent: 0
with lignes as (
    select
        unnest([lien, lien || '.' || annee]) as cle,
        marche_id,
        acheteur_nom,
        objet,
        annee,
        source,
        fichier,
        ligne
    from marches
    where lien in ('metropole', 'commune') and a_clause_sociale
)
select cle, count(*) as valeur from lignes where cle is not null group by cle order by cle
