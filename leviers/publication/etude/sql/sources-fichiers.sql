-- titre: Fichiers publics lus
-- unite: fichiers
-- cle: code de la source ; toutes pour l’ensemble
-- absent: 0
with lignes as (
    select unnest([source, 'toutes']) as cle, fichier, source_titre, editeur, licence, date, sha256, source_url
    from fichiers
)
select cle, count(*) as valeur from lignes group by cle order by cle
