-- titre: Communes membres de la métropole
-- unite: communes
-- cle: numéro SIREN de la métropole
-- absent: inconnu
with lignes as (
    select siren as cle, siren, nom, nb_communes from territoires
)
select cle, nb_communes as valeur from lignes order by cle
