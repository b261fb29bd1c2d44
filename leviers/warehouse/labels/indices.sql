-- indices: each detection beside the record it was seen in, placed on its territoire; and the grants of a métropole
--          or a commune to an organisation certainly of the ESS, which its legal form shows, not its title
-- grain  one row per fait and levier (fait_genre, fait_id, levier)
-- unit   montant_eur in euros as kept in facts, null when doubtful
-- donneur       who buys, gives or decides; tiers is the only holder of a contract, or the beneficiary
-- lien          « metropole », « commune », « hors »: whose act it is
-- tiers_nom     null for a natural person (legal category 1…)
-- titre_plie    what makes two titles the same for a reader: no accents, capitals, figures nor punctuation
-- confiance     null where no title was read
-- reads  labels.detections, facts.marches, facts.titulaires, facts.tiers, facts.subventions, facts.deliberations
with detection as (
    select fait_genre, fait_id, levier, confiance, couche, raison, est_certaine, mots, version from labels.detections
    union all
    select
        'subvention', subvention.subvention_id, 'subvention-convention', null, 'regle', 'beneficiaire-ess', true, '[]',
        tiers.version_perimetre
    from facts.subventions as subvention
    join facts.tiers as tiers on tiers.tiers_id = subvention.tiers_id
    where tiers.ess_degre = 'certain' and subvention.est_accordee and subvention.lien in ('metropole', 'commune')
),
seul as (
    select
        titulaire.contrat_id,
        any_value(
            case
                when coalesce(tiers.categorie_juridique, '') not like '1%'
                    then coalesce(titulaire.titulaire_nom, tiers.nom)
            end
        ) as tiers_nom
    from facts.titulaires as titulaire
    left join facts.tiers as tiers on tiers.tiers_id = titulaire.tiers_id
    where titulaire.est_actuel
    group by titulaire.contrat_id
    having count(*) = 1
),
fait as (
    select
        'marche' as fait_genre, marche.marche_id as fait_id, marche.territoire_siren, marche.lien, marche.annee,
        case when marche.date_douteuse is null then marche.date_notification end as date_fait,
        marche.acheteur_siren as donneur_siren, marche.acheteur_nom as donneur_nom, seul.tiers_nom, marche.objet,
        case when marche.montant_douteux is null then marche.montant_eur end as montant_eur,
        marche.fichier, marche.ligne
    from facts.marches as marche
    left join seul on seul.contrat_id = marche.marche_id
    union all
    select
        'subvention', subvention.subvention_id, subvention.territoire_siren, subvention.lien, subvention.annee,
        subvention.date_convention, subvention.attribuant_siren, subvention.attribuant_nom,
        case when coalesce(tiers.categorie_juridique, '') not like '1%' then subvention.beneficiaire_nom end,
        subvention.objet, case when subvention.montant_douteux is null then subvention.montant_eur end,
        subvention.fichier, subvention.ligne
    from facts.subventions as subvention
    left join facts.tiers as tiers on tiers.tiers_id = subvention.tiers_id
    union all
    select
        'deliberation', deliberation_id, territoire_siren, lien, annee, date_deliberation, collectivite_siren,
        collectivite_nom, null, objet, null, fichier, ligne
    from facts.deliberations
)
select
    detection.fait_genre, detection.fait_id, detection.levier, fait.territoire_siren, fait.lien, fait.annee,
    fait.date_fait, fait.donneur_siren, fait.donneur_nom, fait.tiers_nom, fait.objet, fait.montant_eur,
    detection.confiance, detection.couche, detection.raison, detection.est_certaine, detection.mots,
    detection.version,
    trim(regexp_replace(
        lower(strip_accents(coalesce(fait.objet, '') || ' ' || coalesce(fait.tiers_nom, ''))), '[^a-z]+', ' ', 'g'
    )) as titre_plie,
    fait.fichier, fait.ligne
from detection
join fait on fait.fait_genre = detection.fait_genre and fait.fait_id = detection.fait_id
order by detection.fait_genre, detection.fait_id, detection.levier
