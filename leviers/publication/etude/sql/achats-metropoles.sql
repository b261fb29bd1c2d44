-- titre: Métropoles dont un marché publié est le leur, ou celui d’une commune membre
-- unite: métropoles
-- cle: auteur (metropole ou commune)
-- absent: 0
with lignes as (
    select lien as cle, territoire_siren, count(*) as nb_marches
    from marches
    where lien in ('metropole', 'commune')
    group by lien, territoire_siren
)
select cle, count(*) as valeur from lignes group by cle order by cle
