-- titre: Statistique des réponses en nombre données avec le nom de leur auteur
-- unite: dans l’unité de la question
-- cle: campagne, point, question, point, statistique
-- absent: inconnu
with lignes as (
    select campagne || '.' || question || '.' || ligne as cle, libelle, unite, nb_nommes, valeur
    from resultats
    where valeur is not null
)
select cle, any_value(valeur) as valeur from lignes group by cle order by cle
