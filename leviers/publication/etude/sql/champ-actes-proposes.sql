-- titre: Actes publics où un levier du champ est proposé, sans relecture
-- unite: actes
-- cle: code du champ, point, auteur (metropole ou commune)
-- absent: 0
with lignes as (
    select
        levier.champ || '.' || acte.lien as cle,
        acte.fait_genre,
        acte.fait_id,
        any_value(acte.objet) as objet,
        string_agg(distinct acte.levier, ' | ' order by acte.levier) as leviers
    from detections as acte
    inner join leviers as levier on levier.code = acte.levier
    where acte.lien in ('metropole', 'commune') and acte.etat = 'proposee'
    group by levier.champ, acte.lien, acte.fait_genre, acte.fait_id
)
select cle, count(*) as valeur from lignes group by cle order by cle
