-- titre: Actes reçus
-- unite: actes
-- cle: genre (marche, subvention, deliberation), point, auteur (metropole, commune, autre ou hors)
-- absent: 0
with lignes as (
    select 'marche.' || lien as cle, marche_id as acte_id, territoire_siren, annee, source, fichier, ligne
    from marches
    union all
    select 'subvention.' || lien, subvention_id, territoire_siren, annee, source, fichier, ligne
    from subventions
    union all
    select 'deliberation.' || lien, deliberation_id, territoire_siren, annee, source, fichier, ligne
    from deliberations
)
select cle, count(*) as valeur from lignes group by cle order by cle
