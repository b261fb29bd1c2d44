-- acteurs_profils: how many acteurs of each profile
-- grain  one row per profil
-- reads  lists.acteurs
select profil, territoire, famille, motif, ess, listes, count(*) as nb, min(rang) as premier, max(rang) as dernier
from lists.acteurs
group by profil, territoire, famille, motif, ess, listes
order by profil
