-- one row per act
select deliberation_id as cle, 'délibération en double' as faute
from facts.deliberations group by deliberation_id having count(*) > 1
