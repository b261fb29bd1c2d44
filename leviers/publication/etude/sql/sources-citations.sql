-- titre: Citations de pages publiques par les démarches
-- unite: citations
-- cle:
-- absent: 0
with lignes as (
    select '' as cle, demarche_id, ordre, titre, editeur, date, url from demarches_sources
)
select cle, count(*) as valeur from lignes group by cle
