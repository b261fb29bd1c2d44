-- montants: cleaning of one cell, in SQL: amounts
-- contract  each lire_… answers a structure: the value or null, and `raison`, why it could not be read
-- rules     those of cells.py, word for word; tests/sources/test_cells.py holds both together

-- « 1 234,50 » as « 1234.50 »; null when one cannot be sure
create or replace macro _nombre_net(net) as case
    when regexp_full_match(net, '[+-]? ?[0-9]+([.,][0-9]+)?')
      or regexp_full_match(net, '[+-]? ?[0-9]{1,3}( [0-9]{3})+([.,][0-9]+)?')
        then replace(replace(net, ' ', ''), ',', '.')
    when regexp_full_match(net, '[+-]? ?[0-9]{1,3}([.][0-9]{3})+(,[0-9]+)?')
        then replace(replace(replace(net, ' ', ''), '.', ''), ',', '.')
    when regexp_full_match(net, '[+-]? ?[0-9]{1,3}(,[0-9]{3})+([.][0-9]+)?')
        then replace(replace(net, ' ', ''), ',', '')
end;

create or replace macro _montant_illisible(net, nombre) as case
    when net = '' then null
    when _rien_dit(net) then 'non-communique'
    when _scientifique(net) then 'notation-scientifique'
    when regexp_full_match(net, '[+-]? ?[1-9][0-9]{0,2}[.,][0-9]{3}') then 'montant-ambigu'
    when nombre is null then 'montant-illisible'
    when length(ltrim(split_part(nombre, '.', 1), '+-0')) > 16
      or ltrim(split_part(nombre, '.', 1), '+-0') = '9999999999999999' then 'montant-demesure'
end;

create or replace macro _montant(nombre, raison) as {
    'valeur': case when raison is null then try_cast(nombre as decimal(18, 2)) end,
    'raison': case
        when raison is not null then raison
        when regexp_matches(nombre, '[.][0-9]{2}[0-9]*[1-9]') then 'plus-de-deux-decimales' end};

create or replace macro _monnaie(net) as
    replace(regexp_replace(net, '^(.*?)[ ]*(€|[eE][uU][rR]([oO][sS]?)?)$', '\1'), '−', '-');

create or replace macro _lire_montant(texte) as
    list_transform([_serrer(texte)], lambda brut:
        list_transform([case when _rien_dit(brut) then brut else coalesce(nullif(_monnaie(brut), ''), brut) end], lambda net:
            list_transform([_nombre_net(net)], lambda nombre:
                _montant(nombre, _montant_illisible(net, nombre)))[1])[1])[1];

-- montant: valeur decimal(18, 2) in euros; the usual writing goes straight
create or replace macro lire_montant(texte) as case
    when texte is null or texte = '' then {'valeur': null::decimal(18, 2), 'raison': null::varchar}
    when regexp_full_match(texte, '-?[0-9]{1,15}([.,][0-9]{1,2})?')
        then {'valeur': cast(replace(texte, ',', '.') as decimal(18, 2)), 'raison': null::varchar}
    else _lire_montant(texte) end;
