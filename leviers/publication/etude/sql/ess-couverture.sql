-- titre: Plus faible couverture d’un indicateur de territoire parmi les métropoles connues
-- unite: %
-- cle: code de l’indicateur
-- absent: inconnu
with lignes as (
    select code as cle, territoire, territoire_siren, annee, couverture_pct as couverture, adresse
    from valeurs
    where lien = 'territoire'
    qualify row_number() over (partition by code, territoire_siren order by annee desc nulls last) = 1
)
select cle, min(couverture) as valeur from lignes group by cle order by cle
