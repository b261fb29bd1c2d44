-- acheteurs: bodies that buy, grant or deliberate, and the territoire they act for
-- grain  one row per siren met as buyer, granting body or deliberating body
-- lien   metropole (the métropole itself), commune (a member commune), autre (its head office stands in a member
--        commune, by Sirene), hors (none of these, or not known)
-- reads  staged.marches, staged.concessions, staged.subventions, staged.deliberations, staged.etablissements,
--        facts.territoires, facts.communes
with cite as (
    select acheteur_siren as siren, acheteur_nom as nom from staged.marches
    union all
    select autorite_siren, autorite_nom from staged.concessions
    union all
    select attribuant_siren, attribuant_nom from staged.subventions
    union all
    select collectivite_siren, collectivite_nom from staged.deliberations
),
compte as (
    select siren, nom, count(*) as nb from cite where siren is not null group by siren, nom
),
nomme as (
    select siren, nom, row_number() over (partition by siren order by (nom is null), nb desc, nom) as rang
    from compte
),
siege as (
    select etablissement.siren, min(commune.territoire_siren) as territoire_siren
    from staged.etablissements as etablissement
    join facts.communes as commune on commune.code_insee = etablissement.code_commune
    where etablissement.est_siege
      and etablissement.siren in (select compte.siren from compte)
    group by etablissement.siren
)
select
    nomme.siren,
    coalesce(nomme.nom, territoire.nom, commune.nom) as nom,
    coalesce(territoire.siren, commune.territoire_siren, siege.territoire_siren) as territoire_siren,
    case
        when territoire.siren is not null then 'metropole'
        when commune.siren is not null then 'commune'
        when siege.siren is not null then 'autre'
        else 'hors'
    end as lien
from nomme
left join facts.territoires as territoire on territoire.siren = nomme.siren
left join facts.communes as commune on commune.siren = nomme.siren
left join siege on siege.siren = nomme.siren
where nomme.rang = 1
