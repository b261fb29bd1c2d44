-- titre: Usages repérés depuis l’édition précédente
-- unite: usages
-- cle:
-- absent: 0
with lignes as (
    select '' as cle, ici.territoire_siren, ici.territoire, ici.levier, ici.levier_nom, avant.niveau as niveau_avant,
        ici.niveau, ici.demarches, ici.adresse
    from usages as ici
    left join precedente.usages as avant on avant.territoire_siren = ici.territoire_siren and avant.levier = ici.levier
    where ici.niveau_rang > 0 and coalesce(avant.niveau_rang, 0) <= 0
)
select cle, count(*) as valeur from lignes group by cle
