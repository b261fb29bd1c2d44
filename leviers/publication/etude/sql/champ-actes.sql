-- titre: Actes publics où le champ est détecté
-- unite: actes
-- cle: code du champ, point, auteur (metropole ou commune), point, état
-- absent: 0
with lignes as (
    select levier.champ || '.' || acte.lien || '.' || acte.etat as cle, acte.fait_genre, acte.fait_id, any_value(acte.objet) as objet,
        string_agg(distinct acte.levier, ' | ' order by acte.levier) as leviers
    from detections as acte
    inner join leviers as levier on levier.code = acte.levier
    where acte.lien in ('metropole', 'commune')
    group by levier.champ, acte.lien, acte.etat, acte.fait_genre, acte.fait_id
)
select cle, count(*) as valeur from lignes group by cle order by cle
