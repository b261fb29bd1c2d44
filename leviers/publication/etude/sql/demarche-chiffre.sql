-- titre: Chiffre donné par les sources d’une démarche
-- unite: dans l’unité dite
-- cle: identifiant de la démarche, point, place du chiffre
-- absent: inconnu
with lignes as (
    select demarche_id || '.' || ordre as cle, demarche_id, libelle, valeur, unite, annee, precision
    from demarches_chiffres
)
select cle, any_value(valeur) as valeur, any_value(annee) as annee from lignes group by cle order by cle
