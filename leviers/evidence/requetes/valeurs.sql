-- valeurs: values of one indicator for one métropole itself, the latest year first
-- grain  one row per year; a value without year measures nothing and is left out
-- binds  $code, $siren
-- reads  indicators.valeurs
select annee, valeur, couverture_pct, nb_lignes, nb_lignes_utiles
from indicators.valeurs
where code = $code and territoire_siren = $siren and lien = 'metropole' and annee is not null
order by annee desc
