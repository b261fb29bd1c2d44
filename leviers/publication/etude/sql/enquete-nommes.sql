-- titre: Réponses à une question données avec le nom de leur auteur
-- unite: réponses
-- cle: campagne, point, question, point, ligne
-- absent: inconnu
with lignes as (
    select
        campagne || '.' || question || '.' || ligne as cle,
        libelle,
        ligne_libelle,
        nb_nommes,
        nb_autres,
        nb,
        est_masque
    from resultats
)
select cle, any_value(nb_nommes) as valeur from lignes group by cle order by cle
