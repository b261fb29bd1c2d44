-- titulaires: holders of contracts and of concessions, as declared at the start
-- grain  one row per (contract, rang); a contract without holder has none      reads  brut, identifiants
with tenu as (
    select ligne, uid, unnest(titulaires) as t, generate_subscripts(titulaires, 1) as rang
    from brut
    where titulaires is not null
),
concede as (
    select ligne, uid, unnest(concessionnaires) as t, generate_subscripts(concessionnaires, 1) as rang
    from brut
    where concessionnaires is not null
),
plat as (
    select ligne, uid, rang, coalesce(t.titulaire.id, t.id) as id,
        coalesce(t.titulaire.typeIdentifiant, t.typeIdentifiant) as genre,
        coalesce(t.titulaire.denominationSociale, t.denominationSociale) as nom
    from tenu
    union all
    select ligne, uid, rang, coalesce(t.concessionnaire.id, t.id),
        coalesce(t.concessionnaire.typeIdentifiant, t.typeIdentifiant),
        coalesce(t.concessionnaire.denominationSociale, t.denominationSociale)
    from concede
),
lu as (
    select plat.*, i.siret, i.siren, i.raison
    from plat
    left join identifiants as i on i.texte = plat.id and est_sirene(plat.genre)
)
select
    'decp' as source,
    getvariable('fichier') as fichier,
    ligne,
    uid,
    cast(rang as integer) as rang,
    texte_usuel(id) as titulaire_id,
    nullif(trim(genre), '') as titulaire_type,
    siret as titulaire_siret,
    siren as titulaire_siren,
    texte_usuel(nom) as titulaire_nom,
    case when raison is not null then [defaut('titulaire_siret', raison, id)] end as defauts
from lu
order by ligne, rang
