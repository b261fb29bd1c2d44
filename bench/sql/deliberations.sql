-- deliberations: lines of SCDL files, one of thirty with its budget columns shifted
-- grain  one row per rank from `debut` to `fin`      reads  acheteurs; variables debut, fin, graine
with tire as (
    select
        cast(range as integer) as rang,
        tirer(range, 40, getvariable('acheteurs')) as rang_acheteur,
        jour_de(range, 41) as jour,
        tirer(range, 42, 30) as piege
    from range(getvariable('debut'), getvariable('fin'))
)
select
    a.nom as "COLL_NOM",
    a.siret as "COLL_SIRET",
    year(jour) || '-' || lpad(cast(tire.rang as varchar), 8, '0') as "DELIB_ID",
    cast(jour as varchar) as "DELIB_DATE",
    choisir(['1.1', '7.5', '9.1', '3.1', '4.1', ''], tire.rang, 43) as "DELIB_MATIERE_CODE",
    '' as "DELIB_MATIERE_NOM",
    choisir(['Budget primitif', 'Soutien à l’économie sociale et solidaire', 'Travaux de voirie, programme annuel',
        'Prise de participation au capital d’une SCIC', 'Schéma de promotion des achats responsables',
        'Cession d’un terrain', 'Tableau des effectifs', 'Bail emphytéotique au profit d’un tiers-lieu'],
        tire.rang, 44) || ', n° ' || tire.rang % 1000 as "DELIB_OBJET",
    case when piege = 0 then 'Budget principal' else cast(year(jour) as varchar) end as "BUDGET_ANNEE",
    case when piege = 0 then '' else 'Budget principal' end as "BUDGET_NOM",
    'PREF' as "PREF_ID",
    cast(jour + 4 as varchar) as "PREF_DATE",
    '60' as "VOTE_EFFECTIF",
    '55' as "VOTE_REEL",
    '50' as "VOTE_POUR",
    '2' as "VOTE_CONTRE",
    '3' as "VOTE_ABSTENTION",
    '' as "DELIB_URL"
from tire
join acheteurs as a on a.numero = rang_acheteur
order by tire.rang
