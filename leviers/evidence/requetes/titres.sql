-- titres: titles of public acts by their way back
-- grain  one row per record asked for and found
-- binds  $cles, « genre:id »
-- reads  labels.indices
select fait_genre || ':' || fait_id as cle, any_value(objet) as objet
from labels.indices
where list_contains($cles, fait_genre || ':' || fait_id)
group by cle
