-- titre: Actes reçus des communes d’une métropole
-- unite: actes
-- cle: numéro SIREN de la métropole
-- absent: 0
with lignes as (
    select territoire_siren as cle, 'marche' as genre, marche_id as acte_id, annee, source, fichier, ligne
    from marches
    where lien = 'commune'
    union all
    select territoire_siren, 'subvention', subvention_id, annee, source, fichier, ligne
    from subventions
    where lien = 'commune'
    union all
    select territoire_siren, 'deliberation', deliberation_id, annee, source, fichier, ligne
    from deliberations
    where lien = 'commune'
)
select cle, count(*) as valeur from lignes group by cle order by cle
