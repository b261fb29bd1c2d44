-- a row is left aside once, and is never tied to a row that is itself left aside
select fichier || ':' || ligne as cle, 'ligne écartée deux fois' as faute
from facts.doublons group by fichier, ligne having count(*) > 1
union all
select ecartee.fichier || ':' || ecartee.ligne, 'rapprochée d’une ligne écartée'
from facts.doublons as ecartee
join facts.doublons as retenue on retenue.fichier = ecartee.fichier_retenu and retenue.ligne = ecartee.ligne_retenue
