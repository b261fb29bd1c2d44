"""How each form is laid out: tabs, order of the fields, and a word of help where one is needed."""

from typing import Any

from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    PublishingPanel,
    TabbedInterface,
)

from leviers.catalogue.admin.forms import DemarcheForm, RepereForm


class ShownPanel(FieldPanel):
    """A field that is read here, never written; a dash when it is empty."""

    def __init__(self, field_name: str, **kwargs: Any) -> None:
        super().__init__(field_name, **{**kwargs, "read_only": True})

    def format_value_for_display(self, value: Any) -> Any:
        """The value in words."""
        return "—" if value in (None, "") else super().format_value_for_display(value)


LEVIERS = InlinePanel(
    "leviers",
    [FieldPanel("levier")],
    heading="Leviers",
    label="levier",
    max_num=3,
    help_text="De un à trois leviers différents, le principal en premier : les flèches changent l’ordre.",
)
SOURCES = InlinePanel(
    "sources",
    [
        FieldPanel("url", help_text="L’adresse complète de la page publique."),
        FieldPanel("titre"),
        FieldRowPanel(
            [
                FieldPanel("editeur", help_text="Qui publie la page : Nantes Métropole, Légifrance…"),
                FieldPanel("date", help_text="AAAA, AAAA-MM ou AAAA-MM-JJ ; vide si la page n’en porte pas."),
            ]
        ),
        FieldPanel("est_morte"),
    ],
    heading="Sources",
    label="source",
    help_text=(
        "Au moins une source pour publier. Une page qui ne répond plus se garde : "
        "cochez « source morte » et ajoutez celle qui la remplace."
    ),
)
CHIFFRES = InlinePanel(
    "chiffres",
    [
        FieldPanel("libelle"),
        FieldRowPanel([FieldPanel("valeur"), FieldPanel("unite"), FieldPanel("annee")]),
        FieldPanel("precision"),
    ],
    heading="Chiffres",
    label="chiffre",
    help_text="Un chiffre a une unité et une année. Un chiffre visé le dit : « objectif ».",
)

DEMARCHE = TabbedInterface(
    [
        ObjectList(
            [
                FieldPanel("titre", required_on_save=True, help_text="Le nom de l’action, sans slogan."),
                FieldRowPanel([FieldPanel("territoire_siren", required_on_save=True), FieldPanel("champ")]),
                FieldPanel("description"),
                FieldRowPanel([FieldPanel("annee_debut"), FieldPanel("annee_fin"), FieldPanel("statut")]),
                FieldPanel("partenaires"),
            ],
            heading="Contenu",
        ),
        ObjectList(
            [
                LEVIERS,
                FieldPanel("levier", help_text="Facultatif : le levier tel que la métropole le nomme."),
            ],
            heading="Leviers",
        ),
        ObjectList([SOURCES], heading="Sources"),
        ObjectList(
            [
                MultiFieldPanel(
                    [
                        FieldPanel(
                            "montant_eur",
                            help_text="En euros ; vide si inconnu. Jamais additionné.",
                        ),
                        FieldPanel(
                            "montant_precision", help_text="Par exemple : budget annuel 2024, hors postes."
                        ),
                    ],
                    heading="Montant",
                ),
                CHIFFRES,
            ],
            heading="Chiffres",
        ),
        ObjectList(
            [
                FieldPanel(
                    "confiance", help_text="Haute : une source de la métropole elle-même. Moyenne : un tiers."
                ),
                ShownPanel(
                    "verifiee_le",
                    help_text="Se change par le bouton « Vérifiée aujourd’hui », en haut de la page.",
                ),
                ShownPanel("id", help_text="Fixé à la création : c’est l’adresse de la page."),
                PublishingPanel(),
            ],
            heading="Vérification",
        ),
    ],
    base_form_class=DemarcheForm,
)

LEVIER = TabbedInterface(
    [
        ObjectList(
            [
                ShownPanel("code", heading="Levier"),
                FieldPanel("definition"),
                FieldPanel("en_bref"),
                FieldPanel("base_juridique"),
            ],
            heading="Définition",
        ),
        ObjectList(
            [
                FieldPanel("qui_decide"),
                FieldPanel("competence_nature"),
                FieldPanel("competence_fondement"),
                FieldPanel("competence_conditions"),
            ],
            heading="Compétence",
        ),
        ObjectList(
            [
                FieldPanel("prealables"),
                FieldPanel("etapes"),
                FieldPanel("services_associes"),
                FieldPanel("moyens"),
                FieldPanel("points_de_vigilance"),
                FieldPanel("indicateurs_de_suivi"),
            ],
            heading="Mode d’emploi",
        ),
        ObjectList(
            [FieldPanel("se_combine_avec"), FieldPanel("demarches"), FieldPanel("pour_aller_plus_loin")],
            heading="Liens",
        ),
        ObjectList(
            [
                FieldPanel("relu"),
                ShownPanel("relu_le", help_text="Posée à la publication d’une fiche relue."),
                PublishingPanel(),
            ],
            heading="Vérification",
        ),
    ]
)

REPERE = TabbedInterface(
    [
        ObjectList(
            [
                FieldPanel("territoire_siren", required_on_save=True),
                FieldPanel(
                    "cle", required_on_save=True, help_text="Ce qui est compté, en un mot : esat, spaser…"
                ),
                FieldPanel("libelle"),
                FieldRowPanel(
                    [FieldPanel("genre"), FieldPanel("valeur"), FieldPanel("unite"), FieldPanel("annee")]
                ),
                FieldPanel("precision"),
                FieldPanel("calcul"),
            ],
            heading="Contenu",
        ),
        ObjectList(
            [
                FieldPanel("source_url"),
                FieldPanel("source_titre"),
                FieldRowPanel([FieldPanel("source_editeur"), FieldPanel("source_date")]),
            ],
            heading="Source",
        ),
        ObjectList([ShownPanel("id"), PublishingPanel()], heading="Vérification"),
    ],
    base_form_class=RepereForm,
)
