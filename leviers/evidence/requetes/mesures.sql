-- mesures: values of indicators that measure a levier, for the métropole itself, covered enough and above zero
-- grain  one row per (code, territoire_siren, annee)
-- binds  $codes, $couverture in percent
-- reads  indicators.valeurs
select code, territoire_siren, annee, valeur, couverture_pct
from indicators.valeurs
where lien = 'metropole' and valeur > 0 and couverture_pct >= $couverture and list_contains($codes, code)
order by code, territoire_siren, annee
