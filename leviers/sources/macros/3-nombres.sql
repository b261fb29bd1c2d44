-- nombres: cleaning of one cell, in SQL: shares, whole numbers, codes, yes or no
-- contract  each lire_… answers a structure: the value or null, and `raison`, why it could not be read
-- rules     those of cells.py, word for word; tests/sources/test_cells.py holds both together

-- share or rate as declared: valeur decimal(9, 4), 0 to 100
create or replace macro _nombre(net) as case
    when net = '' then {'valeur': null::decimal(9, 4), 'raison': null::varchar}
    when _rien_dit(net) then {'valeur': null, 'raison': 'non-communique'}
    when not regexp_full_match(net, '[+-]?[0-9]{1,9}([.,][0-9]{1,20})? ?%?')
        then {'valeur': null, 'raison': 'nombre-illisible'}
    when not cast(replace(rtrim(net, '% '), ',', '.') as decimal(38, 20)) between 0 and 100
        then {'valeur': null, 'raison': 'nombre-hors-bornes'}
    else {'valeur': cast(cast(replace(rtrim(net, '% '), ',', '.') as decimal(38, 20)) as decimal(9, 4)), 'raison': null} end;

create or replace macro lire_nombre(texte) as case
    when texte is null or texte = '' then {'valeur': null::decimal(9, 4), 'raison': null::varchar}
    else list_transform([_serrer(texte)], lambda net: _nombre(net))[1] end;

-- whole number of at most nine digits: valeur integer
create or replace macro _entier(net) as case
    when net = '' then {'valeur': null::integer, 'raison': null::varchar}
    when _rien_dit(net) then {'valeur': null, 'raison': 'non-communique'}
    when not regexp_full_match(net, '[+-]?[0-9]{1,9}([.,]0{1,9})?') then {'valeur': null, 'raison': 'entier-illisible'}
    else {'valeur': cast(regexp_extract(net, '^[+-]?[0-9]+') as integer), 'raison': null} end;

create or replace macro lire_entier(texte) as case
    when texte is null or texte = '' then {'valeur': null::integer, 'raison': null::varchar}
    else list_transform([_serrer(texte)], lambda net: _entier(net))[1] end;

-- commune or postcode, five signs: valeur varchar
create or replace macro _code(net) as case
    when net = '' then {'valeur': null::varchar, 'raison': null::varchar}
    when _rien_dit(net) then {'valeur': null, 'raison': 'non-communique'}
    when not regexp_full_match(net, '(2[ABab]|[0-9]{2})[0-9]{3}') then {'valeur': null, 'raison': 'code-illisible'}
    else {'valeur': upper(net), 'raison': null} end;

create or replace macro lire_code(texte) as case
    when texte is null or texte = '' then {'valeur': null::varchar, 'raison': null::varchar}
    else list_transform([_serrer(texte)], lambda net: _code(net))[1] end;

-- yes or no: valeur boolean
create or replace macro _booleen(net) as case
    when net = '' then {'valeur': null::boolean, 'raison': null::varchar}
    when lower(net) in ('oui', 'o', 'true', 'vrai', '1', 'yes', 't') then {'valeur': true, 'raison': null}
    when lower(net) in ('non', 'n', 'false', 'faux', '0', 'no', 'f') then {'valeur': false, 'raison': null}
    when _rien_dit(net) then {'valeur': null, 'raison': 'non-communique'}
    else {'valeur': null, 'raison': 'booleen-illisible'} end;

create or replace macro lire_booleen(texte) as case
    when texte is null or texte = '' then {'valeur': null::boolean, 'raison': null::varchar}
    else list_transform([_serrer(texte)], lambda net: _booleen(net))[1] end;
