-- titre: Pages publiques citées par les démarches du champ
-- unite: pages
-- cle: code du champ
-- absent: 0
with lignes as (
    select
        demarche.champ as cle,
        page.url,
        any_value(page.titre) as titre,
        string_agg(demarche.id, ' | ' order by demarche.id) as demarches
    from demarches_sources as page
    inner join demarches as demarche on demarche.id = page.demarche_id
    group by demarche.champ, page.url
)
select cle, count(*) as valeur from lignes group by cle order by cle
