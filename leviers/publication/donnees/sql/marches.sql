-- marches: public contracts as facts hold them, with the holders that may be named and what the machine saw
-- grain  one row per contract (marche_id)      unit  amounts in euros
-- reads  facts.marches, lists.faits
select marche.marche_id, marche.uid, marche.lot, marche.acheteur_siren, marche.acheteur_nom, marche.territoire_siren,
    marche.lien, marche.annee, marche.date_notification, marche.date_publication, marche.date_douteuse,
    marche.delai_publication_jours, marche.objet, marche.nature, marche.procedure, marche.code_cpv, marche.montant_eur,
    liste.montant_sur_eur, marche.montant_initial_eur, marche.montant_douteux, marche.duree_mois,
    marche.duree_initiale_mois, marche.nb_modifications, marche.date_derniere_modification,
    marche.a_consideration_sociale, marche.a_clause_sociale, marche.a_critere_social, marche.est_reserve,
    marche.a_consideration_environnementale, marche.est_innovant, marche.offres_recues,
    array_to_string(marche.techniques, ' | ') as techniques, marche.id_accord_cadre, marche.lieu_code,
    marche.lieu_type_code, marche.nb_titulaires_declares, liste.tiers_nom, liste.ess as ess_degre,
    replace(nullif(liste.leviers, 'aucun'), '|', ' | ') as leviers, marche.nb_doublons, marche.forme, marche.source,
    marche.fichier, marche.ligne
from facts.marches as marche
left join lists.faits as liste on liste.genre = 'marche' and liste.fait_id = marche.marche_id
