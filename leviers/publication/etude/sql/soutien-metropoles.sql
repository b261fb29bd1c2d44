-- titre: Métropoles qui publient des subventions, ou dont une commune en publie
-- unite: métropoles
-- cle: auteur (metropole ou commune)
-- absent: 0
with lignes as (
    select lien as cle, territoire_siren, count(*) as nb_subventions
    from subventions
    where lien in ('metropole', 'commune')
    group by lien, territoire_siren
)
select cle, count(*) as valeur from lignes group by cle order by cle
