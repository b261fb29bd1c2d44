-- titre: Usages qui ne sont plus repérés depuis l’édition précédente
-- unite: usages
-- cle:
-- absent: 0
with lignes as (
    select '' as cle, avant.territoire_siren, avant.territoire, avant.levier, avant.levier_nom,
        avant.niveau as niveau_avant, ici.niveau, avant.demarches, avant.adresse
    from precedente.usages as avant
    left join usages as ici on ici.territoire_siren = avant.territoire_siren and ici.levier = avant.levier
    where avant.niveau_rang > 0 and coalesce(ici.niveau_rang, 0) <= 0
)
select cle, count(*) as valeur from lignes group by cle
