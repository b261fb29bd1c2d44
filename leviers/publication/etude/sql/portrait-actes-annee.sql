-- titre: Année du dernier acte public reçu, par genre et par auteur
-- unite: année
-- cle: numéro SIREN de la métropole, genre d’acte, auteur (métropole ou communes)
-- absent: inconnu
with actes as (
    select 'marche' as genre, marche_id as acte_id, territoire_siren, lien, annee, fichier, ligne from marches
    union all
    select 'subvention', subvention_id, territoire_siren, lien, annee, fichier, ligne from subventions
    union all
    select 'deliberation', deliberation_id, territoire_siren, lien, annee, fichier, ligne from deliberations
),
lignes as (
    select concat_ws('.', territoire_siren, genre, lien) as cle, genre, acte_id, lien, annee, fichier, ligne
    from actes where territoire_siren is not null and lien in ('metropole', 'commune') and annee is not null
)
select cle, max(annee) as valeur from lignes group by cle order by cle
