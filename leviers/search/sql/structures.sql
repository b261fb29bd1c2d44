-- structures: organisations of the ESS, of a public list, or cited by a contract or a grant
-- grain  one row per siren; what has no SIREN has no page of its own, and is not here
-- nom    as the perimeter of the ESS names it, else the register, else the list; noms  every name known
-- reads  facts.structures_ess, facts.tiers, facts.structures, facts.territoires
with liste as (
    select
        siren,
        list(distinct nom order by nom) as noms,
        min(commune) as commune,
        min(territoire_siren) as territoire_siren
    from facts.structures
    where siren is not null
    group by siren
),
cite as (
    select siren, min(nom) as nom, max(categorie_juridique) as categorie, max(ess_degre) as degre,
        sum(nb_citations) as nb
    from facts.tiers
    where siren is not null
    group by siren
),
connu as (
    select siren from facts.structures_ess
    union
    select siren from liste
    union
    select siren from cite
)
select
    connu.siren as cle,
    coalesce(ess.nom, cite.nom, liste.noms[1]) as nom,
    list_concat([ess.nom, cite.nom], coalesce(liste.noms, [])) as noms,
    liste.commune,
    coalesce(ess.categorie_juridique, cite.categorie) as categorie,
    coalesce(ess.degre, cite.degre) as degre,
    territoire.slug as metropole
from connu
left join facts.structures_ess as ess on ess.siren = connu.siren
left join cite on cite.siren = connu.siren
left join liste on liste.siren = connu.siren
left join facts.territoires as territoire
    on territoire.siren = coalesce(ess.territoire_siren, liste.territoire_siren)
order by coalesce(cite.nb, 0) desc, connu.siren
