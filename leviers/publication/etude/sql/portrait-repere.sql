-- titre: Valeur d’un repère, telle que sa source la donne
-- unite: selon le repère
-- cle: identifiant du repère
-- absent: inconnu
with lignes as (
    select id as cle, territoire_siren, libelle, valeur, unite, annee, "precision", calcul, source_url, source_titre
    from reperes where genre = 'nombre'
)
select cle, try_cast(valeur as double) as valeur, annee from lignes order by cle
