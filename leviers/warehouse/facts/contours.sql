-- contours: outline of each member commune, for the maps of portraits
-- grain  one row per commune (code_insee)
-- unit   geometrie is GeoJSON in degrees (WGS 84), simplified at its source
-- reads  staged.contours, facts.communes
select commune.code_insee, commune.territoire_siren, commune.nom, any_value(contour.geometrie) as geometrie
from staged.contours as contour
join facts.communes as commune on commune.code_insee = contour.code_commune
where contour.niveau = 'commune' and contour.geometrie is not null
group by commune.code_insee, commune.territoire_siren, commune.nom
order by commune.code_insee
