-- subventions: lines of SCDL files, with the traps of real files
-- grain  one row per rank from `debut` to `fin`      reads  acheteurs; variables debut, fin, graine
-- traps  one of twelve: year alone, SIREN for SIRET, SIRET of a spreadsheet, no identifier, "NC", 0, 31/02
with tire as (
    select
        cast(range as integer) as rang,
        tirer(range, 30, getvariable('acheteurs')) as rang_acheteur,
        cast(siren_de(tirer(range, 31, getvariable('titulaires'))) as integer) as siren,
        jour_de(range, 32) as jour,
        tirer(range, 33, 100) as piege,
        300 + cast(exp(tirer(range, 34, 5500) / 1000.0) * 300 as integer) as montant
    from range(getvariable('debut'), getvariable('fin'))
)
select
    a.nom as "nomAttribuant",
    a.siret as "idAttribuant",
    case piege when 0 then cast(year(jour) as varchar) when 1 then '31/02/2023' else cast(jour as varchar) end
        as "dateConvention",
    'D' || lpad(cast(tire.rang as varchar), 8, '0') as "referenceDecision",
    choisir(['Association des habitants', 'Régie de quartier', 'Coopérative alimentaire', 'Club sportif',
        'Chantier d’insertion', 'Compagnie de théâtre', 'Épicerie solidaire'], tire.rang, 35) || ' n° ' || siren
        as "nomBeneficiaire",
    case when piege = 2 then cast(siren as varchar) when piege = 3 then '8,1223E+13' when piege < 8 then ''
        else siret_de(siren, 1) end as "idBeneficiaire",
    choisir(['Fonctionnement', 'Aide au démarrage d’une activité de réemploi', 'Aménagement du tiers-lieu',
        'Saison culturelle', 'Mois de l’économie sociale et solidaire', 'Manifestation sportive'], tire.rang, 36)
        as "objet",
    case piege when 8 then 'NC' when 9 then '0' when 10 then '12 500.50' else montant || '.00' end as "montant",
    'aide en numéraire' as "nature",
    'unique' as "conditionsVersement",
    year(jour) || '-01-01_' || year(jour) || '-12-31' as "datesPeriodeVersement",
    '' as "idRAE",
    'non' as "notificationUE",
    case when tire.rang % 3 = 0 then '0.5' else '' end as "pourcentageSubvention"
from tire
join acheteurs as a on a.numero = rang_acheteur
order by tire.rang
