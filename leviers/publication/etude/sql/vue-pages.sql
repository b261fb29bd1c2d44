-- titre: Pages publiques citées par les démarches
-- unite: pages
-- cle: etat : toutes, ou mortes (qui ne répondent plus)
-- absent: 0
with pages as (
    select url, any_value(titre) as titre, any_value(editeur) as editeur, bool_or(est_morte) as est_morte
    from demarches_sources
    group by url
),
lignes as (
    select unnest(case when est_morte then ['toutes', 'mortes'] else ['toutes'] end) as cle, url, titre, editeur
    from pages
)
select cle, count(*) as valeur from lignes group by cle order by cle
