-- titre: Métropoles dont un acte au moins a été reçu
-- unite: métropoles
-- cle: genre (marche, subvention, deliberation), point, auteur (metropole ou commune)
-- absent: 0
with actes as (
    select 'marche' as genre, lien, territoire_siren from marches
    union all
    select 'subvention', lien, territoire_siren from subventions
    union all
    select 'deliberation', lien, territoire_siren from deliberations
),
lignes as (
    select genre || '.' || lien as cle, territoire_siren, count(*) as nb_actes
    from actes
    where lien in ('metropole', 'commune')
    group by genre, lien, territoire_siren
)
select cle, count(*) as valeur from lignes group by cle order by cle
