-- acteurs: organisations that registers or lists name, as the list of the site shows them
-- grain  one row per siren
-- none   natural persons (lists.acteurs leaves them out; is_person once more)
-- reads  lists.acteurs, facts.territoires
select acteur.siren, acteur.nom, acteur.categorie_juridique, nullif(acteur.famille, 'inconnue') as famille,
    nullif(acteur.motif, 'aucun') as motif, acteur.ess,
    replace(nullif(acteur.listes, 'aucune'), '|', ' | ') as listes, territoire.slug as territoire,
    territoire.siren as territoire_siren, acteur.nb_marches, acteur.nb_subventions
from lists.acteurs as acteur
left join facts.territoires as territoire on territoire.slug = acteur.territoire
where not is_person(acteur.nom, acteur.siren, acteur.categorie_juridique)
