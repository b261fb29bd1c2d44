-- titulaires: holders of contracts and of concessions, as declared at the start
-- grain  one row per (contract, rang); a contract without holder has none      reads  contrats
with contrat as (
    select
        ligne,
        uid,
        case
            when concessionnaires is null then titulaires
            else coalesce(titulaires, []) || list_transform(concessionnaires, lambda c: {
                'titulaire': c.concessionnaire, 'id': c.id, 'typeIdentifiant': c.typeIdentifiant,
                'denominationSociale': c.denominationSociale})
        end as tenus
    from contrats
),
tenu as (
    select ligne, uid, unnest(tenus) as t, generate_subscripts(tenus, 1) as rang from contrat
),
plat as (
    select ligne, uid, rang, coalesce(t.titulaire.id, t.id) as id,
        coalesce(t.titulaire.typeIdentifiant, t.typeIdentifiant) as genre,
        coalesce(t.titulaire.denominationSociale, t.denominationSociale) as nom
    from tenu
),
numero as (
    select *, case when est_sirene(genre) then id end as numero from plat
),
lu as (
    select *, lire_siret(numero) as i from numero
)
select
    'decp' as source,
    getvariable('fichier') as fichier,
    ligne,
    uid,
    cast(rang as integer) as rang,
    texte_usuel(id) as titulaire_id,
    nullif(trim(genre), '') as titulaire_type,
    i.valeur as titulaire_siret,
    i.siren as titulaire_siren,
    texte_usuel(nom) as titulaire_nom,
    case when i.raison is not null then [defaut('titulaire_siret', i.raison, id)] end as defauts
from lu
order by ligne, rang
