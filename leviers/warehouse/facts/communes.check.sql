-- a commune belongs to one territoire; no territoire is without commune
select code_insee as cle, 'commune en double' as faute from facts.communes group by code_insee having count(*) > 1
union all
select territoire.siren, 'territoire sans commune'
from facts.territoires as territoire
where territoire.siren not in (select commune.territoire_siren from facts.communes as commune)
