-- subventions: grants as facts hold them; a natural person keeps its row, without anything that names it
-- grain  one row per grant (subvention_id)      unit  amounts in euros
-- masks  is_person (evidence/persons.py) on the declared name and on that of the registers
-- reads  facts.subventions, facts.tiers, lists.faits
with dit as (
    select subvention.*, tiers.ess_degre, tiers.ess_motif,
        is_person(coalesce(subvention.beneficiaire_nom, tiers.nom), subvention.beneficiaire_siren,
            tiers.categorie_juridique)
            or is_person(tiers.nom, subvention.beneficiaire_siren, tiers.categorie_juridique) as est_personne
    from facts.subventions as subvention
    left join facts.tiers as tiers on tiers.tiers_id = subvention.tiers_id
)
select dit.subvention_id, dit.attribuant_siren, dit.attribuant_nom, dit.territoire_siren, dit.lien, dit.annee,
    dit.date_convention, case when not dit.est_personne then dit.beneficiaire_nom end as beneficiaire_nom,
    case when not dit.est_personne then dit.beneficiaire_siret end as beneficiaire_siret,
    case when not dit.est_personne then dit.beneficiaire_siren end as beneficiaire_siren,
    case when not dit.est_personne then dit.beneficiaire_rna end as beneficiaire_rna,
    coalesce(dit.ess_degre, 'inconnu') as ess_degre, dit.ess_motif, dit.est_personne, dit.objet, dit.montant_eur,
    liste.montant_sur_eur, dit.montant_douteux, dit.nature, dit.est_en_nature, dit.est_accordee,
    dit.reference_decision, dit.dispositif_aide, dit.est_double_possible,
    replace(nullif(liste.leviers, 'aucun'), '|', ' | ') as leviers, dit.source, dit.fichier, dit.ligne
from dit
left join lists.faits as liste on liste.genre = 'subvention' and liste.fait_id = dit.subvention_id
