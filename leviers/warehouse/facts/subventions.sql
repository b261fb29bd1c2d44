-- subventions: grants as declared, repeats tied and left aside, in-kind and zero amounts kept and told apart
-- grain  one row per grant (subvention_id)                        unit  montant_eur in euros as declared
-- subvention_id    granting SIREN, year, digest of what is declared, and a rank where the same is said again
-- montant_douteux  negatif, plus-de-100-millions; null when there is no reason to doubt (0 is an in-kind grant)
-- est_accordee     false for a negative amount, and for 0 when nobody says that it is in kind (Paris: 0 is a refusal)
-- tiers_id         SIREN, else « rna: » and the RNA number, else « nom: » and the folded name: the key of facts.tiers
-- none             a row that repeats another to the letter, decision number included, or that another file says too
-- reads  staged.subventions, facts.acheteurs
with plie as (
    select
        subvention.*,
        trim(regexp_replace(strip_accents(lower(beneficiaire_nom)), '[^a-z0-9]+', ' ', 'g')) as nom_plie,
        md5(concat_ws('|',
            coalesce(attribuant_siren, attribuant_nom, ''), coalesce(cast(date_convention as varchar), ''),
            coalesce(cast(annee as varchar), ''), coalesce(reference_decision, ''),
            coalesce(beneficiaire_siren, beneficiaire_rna, strip_accents(lower(beneficiaire_nom)), ''),
            strip_accents(lower(coalesce(objet, ''))), coalesce(cast(montant_eur as varchar), ''),
            coalesce(nature, ''), coalesce(dispositif_aide, '')
        )) as empreinte
    from staged.subventions as subvention
),
compte as (
    select
        plie.*,
        row_number() over (partition by fichier, empreinte order by ligne) as occurrence,
        min(fichier) over (partition by empreinte) as premier_fichier
    from plie
),
retenu as (
    select
        compte.*,
        row_number() over (partition by empreinte order by ligne) as rang,
        count(*) over (partition by empreinte) as nb_pareilles
    from compte
    where fichier = premier_fichier and (occurrence = 1 or reference_decision is null)
)
select
    concat_ws('-', coalesce(retenu.attribuant_siren, 'inconnu'), coalesce(cast(retenu.annee as varchar), '0000'),
        left(retenu.empreinte, 16)) || case when retenu.rang > 1 then '.' || cast(retenu.rang as varchar) else '' end
        as subvention_id,
    retenu.attribuant_siren,
    coalesce(attribuant.nom, retenu.attribuant_nom) as attribuant_nom,
    attribuant.territoire_siren,
    coalesce(attribuant.lien, 'hors') as lien,
    retenu.annee,
    retenu.date_convention,
    retenu.beneficiaire_nom,
    retenu.beneficiaire_id,
    retenu.beneficiaire_siret,
    retenu.beneficiaire_siren,
    retenu.beneficiaire_rna,
    coalesce(retenu.beneficiaire_siren, 'rna:' || upper(retenu.beneficiaire_rna), 'nom:' || nullif(retenu.nom_plie, '')) as tiers_id,
    retenu.objet,
    retenu.montant_eur,
    case when retenu.montant_eur < 0 then 'negatif' when retenu.montant_eur > 100000000 then 'plus-de-100-millions' end
        as montant_douteux,
    retenu.nature,
    coalesce(contains(strip_accents(lower(retenu.nature)), 'en nature'), false) as est_en_nature,
    coalesce(retenu.montant_eur > 0 or (retenu.montant_eur = 0 and est_en_nature), true) as est_accordee,
    retenu.reference_decision,
    retenu.dispositif_aide,
    retenu.nb_pareilles > 1 as est_double_possible,
    retenu.source,
    retenu.fichier,
    retenu.ligne
from retenu
left join facts.acheteurs as attribuant on attribuant.siren = retenu.attribuant_siren
