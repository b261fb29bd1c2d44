-- macros.sql: what only the DECP need, on top of sources/macros/
-- usual writings of official JSON go straight; the others take the general, slower rules
create or replace macro entier_usuel(texte) as case
    when texte is null then {'valeur': null::integer, 'raison': null::varchar}
    when regexp_full_match(texte, '[0-9]{1,9}') then {'valeur': cast(texte as integer), 'raison': null::varchar}
    else lire_entier(texte) end;

create or replace macro booleen_usuel(texte) as case
    when texte is null then {'valeur': null::boolean, 'raison': null::varchar}
    when texte in ('true', 'false') then {'valeur': texte = 'true', 'raison': null::varchar}
    else lire_booleen(texte) end;

-- the first and last characters say whether there is anything to trim
create or replace macro texte_usuel(texte) as case
    when texte is null then null
    when ascii(texte) between 33 and 126 and ascii(texte[-1]) between 33 and 126 and not contains(texte, E'\x1E')
        then texte
    else lire_texte(texte) end;

-- a holder whose declared kind of identifier is not SIRET (TVA, TAHITI, RIDET, HORS-UE…) has none to check;
-- asked in a column of its own: inside lire_siret it would be computed again at each mention
create or replace macro est_sirene(genre) as genre is null or genre = 'SIRET' or upper(trim(genre)) in ('SIRET', 'SIREN', '');

-- labels of a tabular cell: « Clause sociale, Critère social » are two
create or replace macro etiquettes(texte) as case
    when texte is null or trim(texte) = '' then null
    else list_filter(regexp_split_to_array(trim(texte, ' []"'''), '[ "'']*[,;|][ "'']*'), lambda e: e <> '') end;
