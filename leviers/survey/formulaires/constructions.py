"""What of the XLSForm documentation is understood, what is kept without effect, what is refused, and why.

One table per kind of construct. The reader refuses and warns from these tables, and
docs/methode/xlsform.md is written from them: neither can say something else than the other.
"""

from dataclasses import dataclass

OUI, SANS_EFFET, NON = "oui", "sans effet", "non"


@dataclass(frozen=True, slots=True)
class Construction:
    """One construct: its name in XLSForm, its kind, whether it is read, and a remark in French."""

    nom: str
    lu: str = OUI
    remarque: str = ""


def _table(*rows: Construction) -> dict[str, Construction]:
    return {row.nom: row for row in rows}


def _many(names: str, lu: str, remarque: str) -> list[Construction]:
    return [Construction(name, lu, remarque) for name in names.split()]


_CARTE = "pas de saisie sur une carte : demandez une adresse ou un code de commune en texte"
_APPAREIL = "accepté, jamais recueilli : aucune donnée sur l’appareil ou la personne n’est gardée"

TYPES = _table(
    Construction("text", remarque="10 000 caractères au plus"),
    Construction("integer", remarque="entier entre −2 147 483 648 et 2 147 483 647"),
    Construction("decimal", remarque="15 chiffres au plus"),
    Construction("range", remarque="paramètres start, end et step"),
    Construction("date"),
    Construction("time"),
    Construction("dateTime"),
    Construction("select_one", remarque="avec or_other"),
    Construction("select_multiple", remarque="avec or_other"),
    Construction("select_one_from_file", remarque="fichier CSV joint au dépôt"),
    Construction("select_multiple_from_file", remarque="fichier CSV joint au dépôt"),
    Construction("rank", remarque="toutes les réponses sont à classer"),
    Construction("note"),
    Construction("calculate"),
    Construction("hidden", remarque="valeur gardée, jamais montrée"),
    Construction("acknowledge", remarque="vaut OK une fois cochée"),
    Construction("file"),
    Construction("image"),
    Construction("begin group"),
    Construction("begin repeat", remarque="avec repeat_count"),
    Construction("today", remarque="date de la réponse"),
    Construction("csv-external", remarque="fichier CSV joint, du nom de la ligne, pour instance()"),
    *_many("start end deviceid username phonenumber email simserial subscriberid", SANS_EFFET, _APPAREIL),
    *_many("geopoint geotrace geoshape start-geopoint background-geopoint osm", NON, _CARTE),
    *_many("audio background-audio video", NON, "déposez le son ou la vidéo par une question « file »"),
    Construction("barcode", NON, "demandez le code en texte"),
    Construction("audit", NON, "le parcours des personnes n’est pas suivi"),
    Construction("xml-external", NON, "joignez un fichier CSV"),
    Construction("select_one_external", NON, "remplacé par select_one_from_file"),
    Construction("begin loop", NON, "remplacé par begin repeat"),
)

# Other spellings, as pyxform reads them.
ALIAS_TYPES = {
    "int": "integer", "string": "text", "datetime": "dateTime", "photo": "image", "select1": "select_one",
    "select one": "select_one", "select one from": "select_one", "select multiple": "select_multiple",
    "select all that apply": "select_multiple", "select all that apply from": "select_multiple",
    "select one from file": "select_one_from_file", "select multiple from file": "select_multiple_from_file",
    "begin_group": "begin group", "end_group": "end group", "begin_repeat": "begin repeat",
    "end_repeat": "end repeat", "begin lgroup": "begin repeat", "end lgroup": "end repeat",
    "begin_loop": "begin loop", "end_loop": "end loop", "trigger": "acknowledge", "imei": "deviceid",
}  # fmt: skip

A_LISTE = frozenset({"select_one", "select_multiple", "rank"})
DE_FICHIER = frozenset({"select_one_from_file", "select_multiple_from_file"})
A_CHOIX = A_LISTE | DE_FICHIER
A_PLUSIEURS = frozenset({"select_multiple", "select_multiple_from_file", "rank"})
INVISIBLES = frozenset({"calculate", "hidden", "today", "csv-external"}) | {
    name for name, construction in TYPES.items() if construction.lu == SANS_EFFET
}
SANS_VALEUR = frozenset({"note", "csv-external"}) | {
    name for name, construction in TYPES.items() if construction.lu == SANS_EFFET
}
NON_RECUEILLIS = frozenset(name for name, construction in TYPES.items() if construction.lu == SANS_EFFET)

_MEDIA = "gardé pour les clients ODK, non montré sur les pages"

COLONNES = _table(
    Construction("type"),
    Construction("name"),
    Construction("label", remarque="une colonne par langue : label::Français (fr)"),
    Construction("hint"),
    Construction("guidance_hint"),
    Construction("required"),
    Construction("required_message"),
    Construction("relevant"),
    Construction("constraint"),
    Construction("constraint_message"),
    Construction("calculation"),
    Construction("choice_filter"),
    Construction("default", remarque="texte ou expression"),
    Construction("readonly"),
    Construction("appearance"),
    Construction("parameters", remarque="start, end, step, value, label, randomize, seed"),
    Construction("repeat_count"),
    Construction("disabled"),
    *_many("media::image media::big-image media::audio media::video", SANS_EFFET, _MEDIA),
    Construction("note", SANS_EFFET, "note de l’auteur, gardée"),
    Construction("instance::", SANS_EFFET, "attribut gardé pour les clients ODK"),
    Construction("body::", SANS_EFFET, "attribut gardé pour les clients ODK"),
    Construction("bind::", SANS_EFFET, "attribut gardé ; un espace de noms déclaré en fait une annotation"),
    Construction("autre colonne", SANS_EFFET, "gardée ; refusée si son nom ressemble à une colonne connue"),
    Construction("trigger", NON, "les calculs sont refaits à chaque enregistrement"),
    Construction("save_to", NON, "pas d’entités ODK"),
)

ALIAS_COLONNES = {
    "relevance": "relevant", "read_only": "readonly", "calculate": "calculation", "caption": "label",
    "command": "type", "tag": "name", "value": "name", "constraining_message": "constraint_message",
    "requiredmsg": "required_message", "count": "repeat_count", "jr:count": "repeat_count",
    "image": "media::image", "big-image": "media::big-image", "audio": "media::audio",
    "video": "media::video",
    "bind::relevant": "relevant", "bind::required": "required", "bind::constraint": "constraint",
    "bind::calculate": "calculation", "bind::readonly": "readonly", "control::appearance": "appearance",
    "bind::jr:constraintmsg": "constraint_message", "bind::jr:requiredmsg": "required_message",
    "body::appearance": "appearance", "list name": "list_name",
}  # fmt: skip

APPARENCES = _table(
    Construction("minimal", remarque="liste déroulante"),
    Construction("multiline", remarque="texte de plusieurs lignes"),
    Construction("field-list", remarque="les questions d’un groupe sur une page : c’est toujours le cas ici"),
    *_many(
        "numbers thousands-sep url ex: bearing vertical no-ticks picker rating new new-front draw annotate"
        " signature no-calendar month-year year ethiopian coptic islamic bikram-sambat myanmar persian"
        " columns columns-1 columns-2 columns-3 columns-4 columns-5 columns-6 columns-7 columns-8 columns-9"
        " columns-10 columns-pack columns-flex no-buttons image-map likert map quick autocomplete search"
        " list-nolabel list label table-list masked counter hidden-answer printer compact quickcompact"
        " horizontal horizontal-compact w1 w2 w3 w4 w5 w6 w7 w8 w9 w10 w11 w12",
        SANS_EFFET,
        "gardée pour les clients ODK",
    ),
)

REGLAGES = _table(
    Construction("form_title"),
    Construction("form_id"),
    Construction("version"),
    Construction("default_language"),
    Construction("allow_choice_duplicates"),
    Construction("namespaces", remarque="les colonnes bind:: de ces espaces sont des annotations"),
    Construction("name", remarque="nom de la racine de l’instance"),
    Construction("instance_name", SANS_EFFET, "gardé pour les clients ODK"),
    *_many(
        "style submission_url auto_send auto_delete clean_text_values prefix", SANS_EFFET, "gardé, non suivi"
    ),
    *_many("instance_xmlns", SANS_EFFET, "gardé, non suivi"),
    *_many(
        "public_key instance_id omit_instanceid", NON, "réponses chiffrées ou sans identifiant non admises"
    ),
    *_many("client_editable sms_keyword sms_separator sms_allow_media", NON, "pas d’envoi par ces voies"),
)

ALIAS_REGLAGES = {"set_form_title": "form_title", "title": "form_title", "set_form_id": "form_id",
                  "id_string": "form_id"}  # fmt: skip

FEUILLES = _table(
    Construction("survey"),
    Construction("choices"),
    Construction("settings"),
    Construction("external_choices", NON, "remplacée par select_one_from_file"),
    Construction("entities", NON, "pas d’entités ODK"),
    Construction("osm", NON, _CARTE),
    Construction("autre feuille", SANS_EFFET, "notes de l’auteur ; perdue à l’export"),
)

_GEO = "pas de géographie"
FONCTIONS_REFUSEES = _table(
    *_many("area distance geofence intersects", NON, _GEO),
    *_many(
        "digest base64-encode base64-decode extract-signed", NON, "pas de cryptographie dans une expression"
    ),
    *_many("property version device-id", NON, "rien sur l’appareil"),
    *_many("jr:itext itext", NON, "texte interne de XForm : utilisez jr:choice-name()"),
    *_many("id lang namespace-uri local-name name", NON, "sans usage dans un questionnaire"),
    *_many("comment text node processing-instruction", NON, "sans usage dans un questionnaire"),
    *_many("pulldata-instance last-saved", NON, "la réponse précédente est proposée par la page"),
)
