-- contours: outlines of the communes of one territoire
-- grain  one row per commune
-- binds  $siren
-- reads  facts.contours
select nom, geometrie from facts.contours where territoire_siren = $siren order by nom
