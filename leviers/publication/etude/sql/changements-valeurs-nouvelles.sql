-- titre: Valeurs d’indicateurs d’une année plus récente que dans l’édition précédente, ou jusque-là inconnues
-- unite: valeurs
-- cle:
-- absent: 0
with derniere as (
    select code, territoire_siren, lien, max(annee) as annee from precedente.valeurs group by all
),
lignes as (
    select '' as cle, ici.code, ici.territoire_siren, ici.territoire, ici.lien, ici.annee, ici.unite, ici.valeur,
        ici.valeur_haute, ici.couverture_pct, derniere.annee as annee_avant, ici.adresse
    from valeurs as ici
    left join derniere on derniere.code = ici.code and derniere.territoire_siren = ici.territoire_siren
        and derniere.lien = ici.lien
    where derniere.code is null or ici.annee > derniere.annee or (derniere.annee is null and ici.annee is not null)
)
select cle, count(*) as valeur from lignes group by cle
