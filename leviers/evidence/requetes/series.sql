-- series: values of indicators for one territoire, year after year
-- grain  one row per (code, lien, annee)
-- binds  $siren, $codes
-- reads  indicators.valeurs
select code, lien, annee, valeur, valeur_haute, couverture_pct, nb_lignes, nb_lignes_utiles
from indicators.valeurs
where territoire_siren = $siren and list_contains($codes, code)
order by code, lien, annee desc nulls last
