-- titre: Marchés dont aucun titulaire ne peut être dit hors de l’ESS, ou dont un en est
-- unite: marchés
-- cle: auteur (metropole ou commune)
-- absent: inconnu
with lignes as (
    select lien as cle, marche_id, acheteur_nom, objet, annee, source, fichier, ligne, ess_degre
    from marches
    where lien in ('metropole', 'commune')
)
select
    cle,
    count(*) filter (where ess_degre <> 'hors') as valeur,
    round(100.0 * count(*) filter (where ess_degre <> 'inconnu') / count(*), 1) as couverture_pct
from lignes
group by cle
order by cle
