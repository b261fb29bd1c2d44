-- titre: Actes reçus par métropole
-- unite: actes
-- cle: numéro SIREN de la métropole, point, genre, point, auteur (metropole ou commune)
-- absent: 0
with lignes as (
    select territoire_siren || '.marche.' || lien as cle, marche_id as acte_id, annee, source, fichier, ligne
    from marches
    where lien in ('metropole', 'commune')
    union all
    select territoire_siren || '.subvention.' || lien, subvention_id, annee, source, fichier, ligne
    from subventions
    where lien in ('metropole', 'commune')
    union all
    select territoire_siren || '.deliberation.' || lien, deliberation_id, annee, source, fichier, ligne
    from deliberations
    where lien in ('metropole', 'commune')
)
select cle, count(*) as valeur from lignes group by cle order by cle
