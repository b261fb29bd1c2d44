-- titre: Marchés dont on sait si un titulaire est de l’ESS
-- unite: marchés
-- cle: auteur (metropole ou commune)
-- absent: 0
with lignes as (
    select lien as cle, marche_id, acheteur_nom, objet, annee, source, fichier, ligne, ess_degre
    from marches
    where lien in ('metropole', 'commune') and ess_degre <> 'inconnu'
)
select cle, count(*) as valeur from lignes group by cle order by cle
