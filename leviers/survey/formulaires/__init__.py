"""Questionnaires: read from an XLSForm, kept as a tree, evaluated on the server, written again.

Pure Python: no Django, no network, no file of the disk but the delivered questionnaire.

    formulaire = read_xlsform(content, "enquete.xlsx", {"communes.csv": …})   raises FormulaireRefuse
    formulaire = from_json(to_json(formulaire))
    sections(formulaire), questions(formulaire), texte(question.libelle, langue)

    canonique, erreur = read_value(question, "1 234,5")           what a person typed -> ODK text
    evaluation = evaluate(formulaire, reponses, contexte=Contexte(aujourdhui=…, maintenant=…))
    evaluation.etats["moyens/B02"].visible / .obligatoire / .valeur / .erreurs / .choix / .libelle
    evaluation.nombres["lieux"]                                   how many times a repetition is there
    evaluation.utiles()                                           answers that count, as ODK finalises them
    evaluation.erreurs_de(section), .manques_de(section)

    write_xlsform(formulaire) -> .xlsx      write_xform(formulaire) -> XForm for ODK and Enketo clients
    attached_files(formulaire) -> its CSV files, by name
    read_instance(xml, formulaire) -> Instance    write_instance(formulaire, reponses, instance_id=…) -> xml
    carry_over(ancien, nouveau, reponses) -> Reprise
    annotation(question, "leviers")                               a column of the author's own
    deliver() -> .xlsx of the delivered questionnaire, delivered() -> its tree
    openrosa.form_list, .manifest, .response                      the documents of the OpenRosa interface

Answers are one flat dict: path -> canonical ODK text. Paths go through groups and number the repetitions
from 1: {"gouvernance/A03": "oui", "lieux[2]/nom": "Halle", "C01": "a b c", "B02": "1234.5"}. A date is ISO.
Several choices are separated by spaces, a file is the name it is stored under. "" says that nothing is
answered; so does an absent path, save that the default of the question then holds. In a repetition, "" keeps
the repetition there. An answer that is not relevant stays in the dict and does not count.
"""

from leviers.errors import FormulaireRefuse, InstanceRefusee, Probleme
from leviers.survey.formulaires.arbre import (
    Choix,
    Element,
    Formulaire,
    Groupe,
    Question,
    Repetition,
    Section,
    annotation,
    questions,
    sections,
    texte,
    walk,
)
from leviers.survey.formulaires.ecriture import attached_files, write_xlsform
from leviers.survey.formulaires.etats import Contexte, Etat, Evaluation
from leviers.survey.formulaires.evaluation import evaluate
from leviers.survey.formulaires.lecture import read_xlsform
from leviers.survey.formulaires.livraison import deliver, delivered
from leviers.survey.formulaires.reprise import Reprise, carry_over
from leviers.survey.formulaires.saisie import read_value
from leviers.survey.formulaires.serie import from_json, to_json
from leviers.survey.formulaires.xform import (
    Instance,
    read_instance,
    write_instance,
    write_xform,
)

__all__ = [
    "Choix", "Contexte", "Element", "Etat", "Evaluation", "Formulaire", "FormulaireRefuse", "Groupe",
    "Instance", "InstanceRefusee", "Probleme", "Question", "Repetition", "Reprise", "Section", "annotation",
    "attached_files", "carry_over", "deliver", "delivered", "evaluate", "from_json", "questions",
    "read_instance", "read_value", "read_xlsform", "sections", "texte", "to_json", "walk", "write_instance",
    "write_xform", "write_xlsform",
]  # fmt: skip
