-- titre: Démarches et repères publiés par métropole
-- unite: lignes
-- cle: numéro SIREN de la métropole, point, demarches ou reperes
-- absent: 0
with lignes as (
    select territoire_siren || '.demarches' as cle, id, titre as ce_que_c_est, adresse from demarches
    union all
    select territoire_siren || '.reperes', id, libelle, source_url from reperes
)
select cle, count(*) as valeur from lignes group by cle order by cle
