-- titre: Démarches à qui il manque quelque chose
-- unite: démarches
-- cle: une-source, source-secondaire, sans-annee, sans-montant ou statut-inconnu
-- absent: 0
with sources as (
    select demarche_id, count(*) as nb from demarches_sources group by demarche_id
),
manques as (
    select
        demarches.*,
        [
            case when sources.nb = 1 then 'une-source' end,
            case when confiance = 'moyenne' then 'source-secondaire' end,
            case when annee_debut is null then 'sans-annee' end,
            case when montant_eur is null then 'sans-montant' end,
            case when statut = 'inconnu' then 'statut-inconnu' end
        ] as trouves
    from demarches left join sources on sources.demarche_id = demarches.id
),
lignes as (
    select manque.cle, id, titre, territoire, adresse from manques, unnest(trouves) as manque (cle)
    where manque.cle is not null
)
select cle, count(*) as valeur from lignes group by cle order by cle
