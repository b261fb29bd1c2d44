-- titre: Démarches publiées depuis l’édition précédente
-- unite: démarches
-- cle:
-- absent: 0
with lignes as (
    select '' as cle, ici.id, ici.territoire_siren, ici.territoire, ici.titre, ici.champ, ici.annee_debut,
        ici.annee_fin, ici.adresse
    from demarches as ici
    anti join precedente.demarches as avant on avant.id = ici.id
)
select cle, count(*) as valeur from lignes group by cle
