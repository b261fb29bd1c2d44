-- titre: Communes membres
-- unite: communes
-- cle: numéro SIREN de la métropole ; ensemble pour toutes
-- absent: inconnu
with lignes as (
    select unnest([siren, 'ensemble']) as cle, siren, nom, nb_communes from territoires
)
select cle, sum(nb_communes) as valeur from lignes group by cle order by cle
