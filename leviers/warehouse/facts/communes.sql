-- communes: member communes of each territoire, as delivered, or as the reference says where nothing was delivered
-- grain  one row per commune (code_insee)      unit  population in inhabitants (municipale)
-- reads  facts.territoires, staged.communes, reference.communes
-- why    communes move between EPCI: the newest list wins; a territoire absent from it keeps the reference
with livree as (
    select
        commune.code_insee,
        commune.nom,
        commune.siren,
        commune.epci_siren as territoire_siren,
        commune.population,
        commune.annee,
        row_number() over (
            partition by commune.code_insee order by commune.annee desc, commune.fichier desc, commune.ligne
        ) as rang
    from staged.communes as commune
    where commune.code_insee is not null
),
retenue as (
    select livree.code_insee, livree.nom, livree.siren, livree.territoire_siren, livree.population, livree.annee
    from livree
    join facts.territoires as territoire on territoire.siren = livree.territoire_siren
    where livree.rang = 1
),
completee as (
    select
        connue.code_insee,
        connue.nom,
        connue.siren,
        connue.territoire_siren,
        connue.population,
        territoire.population_annee as annee
    from reference.communes as connue
    join facts.territoires as territoire on territoire.siren = connue.territoire_siren
    where connue.territoire_siren not in (select retenue.territoire_siren from retenue)
)
select code_insee, nom, siren, territoire_siren, population, annee from retenue
union all
select code_insee, nom, siren, territoire_siren, population, annee from completee
