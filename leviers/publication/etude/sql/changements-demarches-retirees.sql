-- titre: Démarches retirées depuis l’édition précédente
-- unite: démarches
-- cle:
-- absent: 0
with lignes as (
    select '' as cle, avant.id, avant.territoire_siren, avant.territoire, avant.titre, avant.champ, avant.annee_debut,
        avant.annee_fin, avant.adresse
    from precedente.demarches as avant
    anti join demarches as ici on ici.id = avant.id
)
select cle, count(*) as valeur from lignes group by cle
