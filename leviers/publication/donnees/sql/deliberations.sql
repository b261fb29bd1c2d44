-- deliberations: acts of councils as facts hold them, with what the machine saw
-- grain  one row per act (deliberation_id)
-- reads  facts.deliberations, lists.faits
select acte.deliberation_id, acte.collectivite_siren, acte.collectivite_nom, acte.territoire_siren, acte.lien,
    acte.annee, acte.date_deliberation, acte.delib_id, acte.matiere_code, acte.matiere_nom, acte.objet, acte.cite_ess,
    acte.vote_pour, acte.vote_contre, acte.vote_abstention, acte.url,
    replace(nullif(liste.leviers, 'aucun'), '|', ' | ') as leviers, acte.source, acte.fichier, acte.ligne
from facts.deliberations as acte
left join lists.faits as liste on liste.genre = 'deliberation' and liste.fait_id = acte.deliberation_id
