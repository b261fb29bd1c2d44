-- titre: Réponses comptées à une question, sans les nombres gardés secrets
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
select cle, any_value(nb) as valeur from lignes group by cle order by cle
