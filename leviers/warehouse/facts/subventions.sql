-- subventions: grants as declared, repeats tied and left aside, in-kind and zero amounts kept and told apart
-- grain  one row per grant (subvention_id)                        unit  montant_eur in euros as declared
-- subvention_id    granting SIREN, year, digest of what is declared, and a rank where the same is said again
-- montant_douteux  negatif, plus-de-100-millions; null when there is no reason to doubt (0 is an in-kind grant)
-- est_accordee     false for a negative amount, and for 0 when nobody says that it is in kind (Paris: 0 is a refusal)
-- tiers_id         SIREN, else « rna: » and the RNA number, else « nom: » and the folded name: the key of facts.tiers;
--                  null for masked natural persons: one mask is many people
-- none   a row that repeats another of its file to the letter, decision number and receiver included; the n-th row
--        that an earlier file says for the n-th time too
-- index  subvention_id
-- reads  staged.subventions, facts.acheteurs
with plie as (
    select
        subvention.*,
        case when beneficiaire_siren is null and beneficiaire_rna is null
            then trim(regexp_replace(strip_accents(lower(beneficiaire_nom)), '[^a-z0-9]+', ' ', 'g')) end as nom_plie,
        md5(concat_ws('|',
            coalesce(attribuant_siren, attribuant_nom, ''), coalesce(cast(date_convention as varchar), ''),
            coalesce(cast(annee as varchar), ''), coalesce(reference_decision, ''),
            coalesce(beneficiaire_siren, beneficiaire_rna, strip_accents(lower(beneficiaire_nom)), ''),
            strip_accents(lower(coalesce(objet, ''))), coalesce(cast(montant_eur as varchar), ''),
            coalesce(nature, ''), coalesce(dispositif_aide, '')
        )) as empreinte
    from staged.subventions as subvention
),
nomme as (
    select plie.*,
        coalesce(regexp_matches(nom_plie, '^(personne physique( .*)?|nom masque|particuliers?|nd)$'), false) as est_masque
    from plie
),
pareille as (
    select fichier, ligne, empreinte, reference_decision is null or est_masque as est_repetable,
        row_number() over (partition by empreinte, fichier order by ligne) as occurrence
    from nomme
    where empreinte in (select plie.empreinte from plie group by plie.empreinte having count(*) > 1)
),
premiere as (
    select empreinte, occurrence, min(fichier) as fichier
    from pareille
    where occurrence = 1 or est_repetable
    group by empreinte, occurrence
),
rangee as (
    select
        pareille.fichier,
        pareille.ligne,
        premiere.fichier is not null as est_retenue,
        case when premiere.fichier is not null then row_number() over (
            partition by pareille.empreinte, premiere.fichier is null order by pareille.occurrence
        ) end as rang,
        count(premiere.fichier) over (partition by pareille.empreinte) as nb_pareilles
    from pareille
    left join premiere on premiere.empreinte = pareille.empreinte and premiere.fichier = pareille.fichier
        and premiere.occurrence = pareille.occurrence
)
select
    concat_ws('-', coalesce(nomme.attribuant_siren, 'inconnu'), coalesce(cast(nomme.annee as varchar), '0000'),
        left(nomme.empreinte, 16)) || case when rangee.rang > 1 then '.' || cast(rangee.rang as varchar) else '' end
        as subvention_id,
    nomme.attribuant_siren, coalesce(attribuant.nom, nomme.attribuant_nom) as attribuant_nom,
    attribuant.territoire_siren, coalesce(attribuant.lien, 'hors') as lien,
    nomme.annee, nomme.date_convention,
    nomme.beneficiaire_nom, nomme.beneficiaire_id, nomme.beneficiaire_siret, nomme.beneficiaire_siren, nomme.beneficiaire_rna,
    coalesce(nomme.beneficiaire_siren, 'rna:' || upper(nomme.beneficiaire_rna),
        case when not nomme.est_masque then 'nom:' || nullif(nomme.nom_plie, '') end) as tiers_id,
    nomme.objet, nomme.montant_eur,
    case when nomme.montant_eur < 0 then 'negatif' when nomme.montant_eur > 100000000 then 'plus-de-100-millions' end
        as montant_douteux,
    nomme.nature, coalesce(contains(strip_accents(lower(nomme.nature)), 'en nature'), false) as est_en_nature,
    coalesce(nomme.montant_eur > 0 or (nomme.montant_eur = 0 and est_en_nature), true) as est_accordee,
    nomme.reference_decision, nomme.dispositif_aide,
    coalesce(rangee.nb_pareilles > 1, false) as est_double_possible,
    nomme.source, nomme.fichier, nomme.ligne
from nomme
left join rangee on rangee.fichier = nomme.fichier and rangee.ligne = nomme.ligne
left join facts.acheteurs as attribuant on attribuant.siren = nomme.attribuant_siren
where coalesce(rangee.est_retenue, true)
