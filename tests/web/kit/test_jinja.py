"""The environment of the templates: French text at compile time, strict names, structured data."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import UndefinedError

from leviers.web.kit.jinja import environment, json_ld
from leviers.web.kit.typography import FINE, NBSP

ENV = environment(autoescape=True)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)


def _render(source: str, **context: object) -> str:
    return ENV.from_string(source).render(**context)


def test_plain_text_gets_french_spaces_and_apostrophes():
    assert _render("<p>Qu'est-ce ?</p>") == f"<p>Qu’est-ce{FINE}?</p>"


def test_spaces_around_an_expression_are_french_too():
    assert _render("« {{ x }} » : {{ x }} ;", x="a") == f"«{NBSP}a{NBSP}»{NBSP}: a{FINE};"


def test_what_comes_from_python_is_left_as_it_is():
    assert _render("{{ x }}", x="un ; deux") == "un ; deux"
    assert _render("{{ x|typo }}", x="un ; deux") == f"un{FINE}; deux"


@pytest.mark.parametrize(
    "source",
    [
        '<a title="un ; deux" href="/l\'ess">',
        "<code>a ; b</code>",
        "<pre>l'un : deux</pre>",
        "<kbd>a ; b</kbd>",
        '<script type="module">a ; b</script>',
        "<style>a { b : c ; }</style>",
        "<textarea>un ; deux</textarea>",
        "<!-- un ; deux -->",
    ],
)
def test_tags_code_and_scripts_are_left_alone(source):
    assert _render(source) == source


def test_a_tag_cut_by_an_expression_is_left_alone_and_what_follows_is_not():
    source = '<a{% if on %} class="a ; b"{% endif %} href="{{ x }} ; c">un ; deux</a>'
    assert _render(source, on=True, x="/") == f'<a class="a ; b" href="/ ; c">un{FINE}; deux</a>'


def test_code_cut_by_an_expression_is_left_alone_to_its_end():
    assert _render("<code>{{ x }} ; b</code> ; c", x="a") == f"<code>a ; b</code>{FINE}; c"


def test_a_tag_inside_code_does_not_end_it():
    assert _render("<pre><b>a</b> ; b</pre> ;") == f"<pre><b>a</b> ; b</pre>{FINE};"


def test_a_lone_sign_lower_than_is_text():
    assert _render("2 < 3 ; oui") == f"2 < 3{FINE}; oui"


def test_an_unknown_name_stops_the_page():
    with pytest.raises(UndefinedError):
        _render("{{ inconnu }}")


def test_what_comes_from_outside_is_escaped():
    assert _render("{{ x }}", x="<b>&") == "&lt;b&gt;&amp;"


def test_an_address_is_found_by_name():
    assert _render("{{ url('metropole', 'nantes') }}") == "/metropoles/nantes/"


@given(JSON)
def test_structured_data_reads_back_and_never_closes_its_block(value):
    text = str(json_ld(value))
    assert json.loads(text) == value
    assert "<" not in text
    assert "&" not in text
