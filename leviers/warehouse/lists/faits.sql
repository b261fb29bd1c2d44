-- faits: contracts, grants and acts as lists show them, the most recent first
-- grain  one row per fait (genre, fait_id); rang is its place in the table, all genres together
-- unit   montant_eur in euros; montant_sur_eur is null when the amount is doubtful or was not granted
-- profil  rows that no filter tells apart share one (lists.faits_profils); a filter never meets a null
-- tiers_nom  holders of the moment or beneficiary; natural persons left out
-- ess    the best degree among them: certain, probable, inconnu, hors
-- index  rang
-- reads  facts.marches, facts.subventions, facts.deliberations, facts.titulaires, facts.tiers, facts.territoires,
--        labels.detections
with personne as (
    select tiers_id, nom, ess_degre, coalesce(left(categorie_juridique, 1) = '1', false)
        or coalesce(regexp_matches(lower(nom), '^\[?(personne physique|nom masqu)'), false) or (siren is null
        and regexp_matches(lower(nom), '^(mr|mme|mmes|mlle|monsieur|madame|mademoiselle)([^a-z]|$)|^m\. ')) as est_masquee
    from facts.tiers
),
nomme as (
    select titulaire.contrat_id, personne.ess_degre,
        case when titulaire.tiers_id is not null and not coalesce(personne.est_masquee, false)
            then coalesce(titulaire.titulaire_nom, personne.nom) end as nom
    from facts.titulaires as titulaire
    left join personne on personne.tiers_id = titulaire.tiers_id
    where titulaire.genre = 'marche' and titulaire.est_actuel
),
tenu as (
    select contrat_id, string_agg(nom, ', ' order by nom) as tiers_nom,
        case when bool_or(ess_degre = 'certain') then 'certain' when bool_or(ess_degre = 'probable') then 'probable'
            when bool_and(coalesce(ess_degre, 'inconnu') = 'hors') then 'hors' end as ess
    from nomme group by contrat_id
),
vu as (
    select fait_genre, fait_id, string_agg(levier, '|' order by levier) as leviers
    from labels.detections group by fait_genre, fait_id
),
fait as (
    select 'marche' as genre, marche_id as fait_id, objet as titre, acheteur_nom as donneur_nom, acheteur_siren as donneur_siren,
        tenu.tiers_nom, case when date_douteuse is null then date_notification end as jour, annee, territoire_siren, lien,
        montant_eur, case when montant_douteux is null then montant_eur end as montant_sur_eur, tenu.ess,
        coalesce(nullif(concat_ws('|', case when est_reserve then 'reserve' end, case when a_clause_sociale then 'clause' end,
            case when a_critere_social then 'critere' end), ''), case when not a_consideration_sociale then 'aucune' end) as social,
        case when montant_eur is null then 'inconnu' when montant_douteux is not null then 'douteux'
            when montant_eur < 40000 then '0-40k' when montant_eur < 90000 then '40k-90k' when montant_eur < 215000 then '90k-215k'
            when montant_eur < 1000000 then '215k-1m' when montant_eur < 5000000 then '1m-5m' else '5m' end as tranche
    from facts.marches left join tenu on tenu.contrat_id = facts.marches.marche_id
    union all
    select 'subvention', subvention_id, objet, attribuant_nom, attribuant_siren,
        case when subvention.tiers_id is not null and not coalesce(personne.est_masquee, false) then beneficiaire_nom end,
        date_convention, annee, territoire_siren, lien,
        montant_eur, case when montant_douteux is null and est_accordee then montant_eur end, personne.ess_degre, null,
        case when montant_eur is null then 'inconnu' when montant_douteux is not null then 'douteux'
            when not est_accordee then 'refusee' when montant_eur < 1000 then '0-1k' when montant_eur < 5000 then '1k-5k'
            when montant_eur < 23000 then '5k-23k' when montant_eur < 100000 then '23k-100k' else '100k' end
    from facts.subventions as subvention left join personne on personne.tiers_id = subvention.tiers_id
    union all
    select 'deliberation', deliberation_id, objet, collectivite_nom, collectivite_siren, null, date_deliberation, annee,
        territoire_siren, lien, null, null, null, case when cite_ess then 'ess' else 'autre' end, null
    from facts.deliberations
),
code as materialized (
    select fait.* exclude (annee, territoire_siren, lien, ess, social, tranche),
        coalesce(territoire.slug, 'aucun') as territoire, coalesce(lien, 'hors') as acte,
        coalesce(cast(annee as varchar), 'inconnue') as annee, coalesce(vu.leviers, 'aucun') as leviers,
        coalesce(ess, 'inconnu') as ess, coalesce(social, 'inconnu') as social, coalesce(tranche, 'inconnu') as tranche
    from fait
    left join vu on vu.fait_genre = fait.genre and vu.fait_id = fait.fait_id
    left join facts.territoires as territoire on territoire.siren = fait.territoire_siren
),
profil as (
    select cast(row_number() over (order by genre, territoire, acte, annee, ess, social, tranche, leviers) as integer) as profil,
        genre, territoire, acte, annee, ess, social, tranche, leviers
    from (select distinct genre, territoire, acte, annee, ess, social, tranche, leviers from code)
),
range_par_date as (
    select profil.profil, code.*
    from code
    join profil using (genre, territoire, acte, annee, ess, social, tranche, leviers)
    order by genre, jour desc nulls last, annee desc, fait_id
)
select cast(row_number() over () as integer) as rang, profil, genre, fait_id, titre, donneur_nom, donneur_siren, tiers_nom,
    jour, montant_eur, montant_sur_eur, territoire, acte, annee, leviers, ess, social, tranche
from range_par_date
