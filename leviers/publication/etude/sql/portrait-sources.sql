-- titre: Pages publiques différentes que citent les démarches de la métropole
-- unite: pages
-- cle: numéro SIREN de la métropole
-- absent: 0
with lignes as (
    select demarches.territoire_siren as cle, demarches.id, source.url, source.titre, source.editeur, source.date
    from demarches_sources as source
    join demarches on demarches.id = source.demarche_id
)
select cle, count(distinct url) as valeur from lignes group by cle order by cle
