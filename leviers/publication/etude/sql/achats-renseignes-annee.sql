-- titre: Marchés de l’année qui disent s’ils ont une considération sociale
-- unite: marchés
-- cle: année de notification
-- absent: 0
with lignes as (
    select cast(annee as varchar) as cle, lien, marche_id, acheteur_nom, objet, source, fichier, ligne
    from marches
    where lien in ('metropole', 'commune') and annee is not null and a_consideration_sociale is not null
)
select cle, count(*) as valeur from lignes group by cle order by cle
