-- titre: Année de notification de marchés publiés
-- unite: année
-- cle: année de notification
-- absent: inconnu
with lignes as (
    select cast(annee as varchar) as cle, annee, lien, count(*) as nb_marches
    from marches
    where lien in ('metropole', 'commune') and annee is not null
    group by annee, lien
)
select cle, any_value(annee) as valeur from lignes group by cle order by cle
