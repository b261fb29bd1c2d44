-- titre: Repères connus de la métropole
-- unite: repères
-- cle: numéro SIREN de la métropole
-- absent: 0
with lignes as (
    select territoire_siren as cle, id, libelle, valeur, unite, annee, source_url from reperes
)
select cle, count(*) as valeur from lignes group by cle order by cle
