-- titre: Usages repérés dans les deux éditions, dont le niveau de preuve a changé
-- unite: usages
-- cle: hausse ou baisse
-- absent: 0
with lignes as (
    select case when ici.niveau_rang > avant.niveau_rang then 'hausse' else 'baisse' end as cle, ici.territoire_siren,
        ici.territoire, ici.levier, ici.levier_nom, avant.niveau as niveau_avant, ici.niveau, ici.demarches, ici.adresse
    from usages as ici
    join precedente.usages as avant on avant.territoire_siren = ici.territoire_siren and avant.levier = ici.levier
    where ici.niveau_rang > 0 and avant.niveau_rang > 0 and ici.niveau_rang <> avant.niveau_rang
)
select cle, count(*) as valeur from lignes group by cle order by cle
