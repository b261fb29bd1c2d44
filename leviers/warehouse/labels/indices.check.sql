-- a detection without its record, or placed twice
select detection.fait_genre, detection.fait_id, detection.levier
from labels.detections as detection
left join labels.indices as indice
    on indice.fait_genre = detection.fait_genre and indice.fait_id = detection.fait_id
    and indice.levier = detection.levier
group by all
having count(indice.fait_id) <> 1
