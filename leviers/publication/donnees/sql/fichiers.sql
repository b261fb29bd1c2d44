-- fichiers: public files read for this build, with the page, the licence and the digest of each
-- grain  one row per file of a source (source, fichier)
-- none   the address inside a mirror: it is not public
-- reads  meta.fichiers, temp.sources
select fichier.source, source.titre as source_titre, source.editeur, source.page as source_url, fichier.fichier,
    case when starts_with(fichier.adresse, 'https://') then fichier.adresse end as adresse, fichier.sha256,
    fichier.licence, fichier.date, fichier.origine
from meta.fichiers as fichier
join temp.sources as source on source.code = fichier.source
