-- identifiants: identifiers never met before by this reader, checked once each
-- grain  one row per text met      reads  brut
-- why    the same buyers and holders come back all along a file: a join costs a tenth of a checksum
with cite as (
    select acheteur_id as texte from brut
    union all
    select coalesce(t.titulaire.id, t.id) from (select unnest(titulaires) as t from brut)
    union all
    select coalesce(t.concessionnaire.id, t.id) from (select unnest(concessionnaires) as t from brut)
)
select texte, lu.valeur as siret, lu.siren as siren, lu.raison as raison
from (
    select texte, lire_siret(texte) as lu
    from (select distinct texte from cite where texte is not null)
    anti join identifiants using (texte)
)
