-- subventions: what public bodies say they gave
-- grain  one row per declared subvention, in file order      units  montant_eur in euros as declared
-- reads  brut (cells as text)                                none   no row is left out here
with lu as (
    select
        brut.*,
        lire_siret("idAttribuant") as attribuant,
        lire_siret("idBeneficiaire") as beneficiaire,
        lire_date("dateConvention") as jour,
        lire_montant("montant") as eur,
        lire_booleen("notificationUE") as notifiee,
        lire_nombre("pourcentageSubvention") as part
    from brut
)
select
    'subventions' as source,
    fichier,
    ligne,
    lire_texte("nomAttribuant") as attribuant_nom,
    lire_texte("idAttribuant") as attribuant_id,
    attribuant.siren as attribuant_siren,
    jour.valeur as date_convention,
    jour.annee as annee,
    lire_texte("referenceDecision") as reference_decision,
    lire_texte("nomBeneficiaire") as beneficiaire_nom,
    lire_texte("idBeneficiaire") as beneficiaire_id,
    beneficiaire.valeur as beneficiaire_siret,
    beneficiaire.siren as beneficiaire_siren,
    lire_texte("objet") as objet,
    eur.valeur as montant_eur,
    lire_texte("nature") as nature,
    lire_texte("conditionsVersement") as conditions_versement,
    lire_texte("datesPeriodeVersement") as dates_versement,
    lire_texte("idRAE") as id_rae,
    notifiee.valeur as notification_ue,
    part.valeur as pourcentage_subvention,
    coalesce(
        lire_texte("rnaBeneficiaire"),
        case when beneficiaire.raison = 'numero-rna' then lire_texte("idBeneficiaire") end
    ) as beneficiaire_rna,
    lire_texte("dispositifAide") as dispositif_aide,
    compter_defauts([
        defaut('attribuant_id', attribuant.raison, "idAttribuant"),
        defaut('beneficiaire_siret', beneficiaire.raison, "idBeneficiaire"),
        defaut('date_convention', jour.raison, "dateConvention"),
        defaut('montant_eur', eur.raison, "montant"),
        defaut('notification_ue', notifiee.raison, "notificationUE"),
        defaut('pourcentage_subvention', part.raison, "pourcentageSubvention")
    ]) as defauts
from lu
