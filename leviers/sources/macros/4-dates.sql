-- dates: cleaning of one cell, in SQL: dates and years
-- contract  each lire_… answers a structure: the value or null, and `raison`, why it could not be read
-- rules     those of cells.py, word for word; tests/sources/test_cells.py holds both together

-- date: valeur date, annee integer (known also where only the year is written)
create or replace macro _parties_date(net) as case
    when regexp_full_match(net, '[0-9]{4}([-/][0-9]{1,2}([-/][0-9]{1,2}([T ][0-9]{1,2}:[0-9]{2}(:[0-9]{2}([.,][0-9]+)?)?)?(Z|[+-][0-9]{2}:?[0-9]{2})?)?)?')
        then regexp_extract(net, '^([0-9]{4})(?:[-/]([0-9]{1,2})(?:[-/]([0-9]{1,2}))?)?', ['a', 'm', 'j'])
    when regexp_full_match(net, '[0-9]{1,2}[-/.][0-9]{1,2}[-/.][0-9]{4}([T ][0-9]{1,2}:[0-9]{2}(:[0-9]{2}([.,][0-9]+)?)?)?(Z|[+-][0-9]{2}:?[0-9]{2})?')
        then struct_pack(
            a := regexp_extract(net, '^([0-9]+)[-/.]([0-9]+)[-/.]([0-9]{4})', 3),
            m := regexp_extract(net, '^([0-9]+)[-/.]([0-9]+)[-/.]([0-9]{4})', 2),
            j := regexp_extract(net, '^([0-9]+)[-/.]([0-9]+)[-/.]([0-9]{4})', 1))
end;

create or replace macro _date_composee(p) as case
    when p.m <> '' and p.j <> '' then try_cast(p.a || '-' || lpad(p.m, 2, '0') || '-' || lpad(p.j, 2, '0') as date) end;

create or replace macro _raison_date(net, p) as case
    when net = '' then null
    when _rien_dit(net) then 'non-communique'
    when p is null then 'date-illisible'
    when cast(p.a as integer) not between 1900 and 2100 then 'date-hors-bornes'
    when p.m = '' then 'annee-seule'
    when cast(p.m as integer) not between 1 and 12 then 'date-impossible'
    when p.j = '' then 'mois-seul'
    when _date_composee(p) is null then 'date-impossible'
end;

create or replace macro _jour(p, raison) as {
    'valeur': case when raison is null then _date_composee(p) end,
    'annee': case when raison is null or raison in ('annee-seule', 'mois-seul') then cast(p.a as integer) end,
    'raison': raison};

create or replace macro _lire_date(texte) as
    list_transform([_serrer(texte)], lambda net:
        list_transform([_parties_date(net)], lambda p:
            list_transform([_raison_date(net, p)], lambda raison: _jour(p, raison))[1])[1])[1];

create or replace macro _jour_francais(texte) as
    try_cast(right(texte, 4) || '-' || substr(texte, 4, 2) || '-' || left(texte, 2) as date);

-- the usual writings go straight
create or replace macro lire_date(texte) as case
    when texte is null or texte = '' then {'valeur': null::date, 'annee': null::integer, 'raison': null::varchar}
    when regexp_full_match(texte, '(19|20)[0-9]{2}-[01][0-9]-[0-3][0-9]') and try_cast(texte as date) is not null
        then {'valeur': try_cast(texte as date), 'annee': cast(left(texte, 4) as integer), 'raison': null::varchar}
    when regexp_full_match(texte, '[0-3][0-9]/[01][0-9]/(19|20)[0-9]{2}') and _jour_francais(texte) is not null
        then {'valeur': _jour_francais(texte), 'annee': cast(right(texte, 4) as integer), 'raison': null::varchar}
    when regexp_full_match(texte, '(19|20)[0-9]{2}')
        then {'valeur': null::date, 'annee': cast(texte as integer), 'raison': 'annee-seule'}
    else _lire_date(texte) end;

-- year, alone or out of a date: valeur integer
create or replace macro _annee(jour) as
    {'valeur': jour.annee, 'raison': case when jour.annee is null then jour.raison end};

create or replace macro lire_annee(texte) as list_transform([lire_date(texte)], lambda jour: _annee(jour))[1];
