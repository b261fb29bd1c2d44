-- communes: member communes of each territoire
-- grain  one row per commune (code_insee)      unit  population in inhabitants
-- reads  facts.communes
select code_insee, nom, siren, territoire_siren, population, annee from facts.communes
