"""Everything that a page of a respondent needs, read once."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from django.utils import timezone

from leviers.catalogue import published
from leviers.evidence.connu import Choices, Connu, list_connus
from leviers.survey.avancement import is_answer
from leviers.survey.connues import CONNUES
from leviers.survey.declarations import find_regles
from leviers.survey.etapes import is_writable, may_reply
from leviers.survey.formulaires import evaluate
from leviers.survey.formulaires.arbre import (
    Choix,
    Formulaire,
    Repetition,
    Section,
    questions,
    sections,
    texte,
    walk,
)
from leviers.survey.formulaires.etats import Contexte, Etat, Evaluation
from leviers.survey.items import make_plan
from leviers.survey.models import Campagne, Contact, Etape, Participation, Saisie, Version
from leviers.survey.roles import read_roles
from leviers.survey.saisies import Standing, as_reponses, read_standing
from leviers.survey.territoires import Interroge, load_interroges
from leviers.survey.versions import read_formulaire

_CODE = re.compile(r"\(([a-z]{2,3}(?:-[A-Za-z]+)?)\)\s*$")
NOTE, CALCULATE = "note", "calculate"
MOST_CHOIX = 60
"""Choices beyond which only those that the filter lets through are in the page."""
NOT_ASKED = (NOTE, CALCULATE)
"""Types that nobody answers."""


@dataclass(frozen=True, eq=False)
class Dossier:
    """One participation as one of its contacts sees it now."""

    contact: Contact
    participation: Participation
    campagne: Campagne
    version: Version
    formulaire: Formulaire
    standing: Standing
    langue: str = ""

    @cached_property
    def metropole(self) -> Interroge:
        """Whose answers they are."""
        return load_interroges()[self.participation.territoire_siren]

    @cached_property
    def etapes(self) -> tuple[Etape, ...]:
        """The dated steps."""
        return tuple(self.participation.etapes.all())

    @cached_property
    def nb_contacts(self) -> int:
        """People whose link opens this participation."""
        return self.participation.contacts.filter(revoque_le=None, efface_le=None).count()

    @property
    def may_reply(self) -> bool:
        """Whether the right of reply is open today."""
        return may_reply(self.participation)

    def find_last(self, chemin: str) -> Saisie | None:
        """The last thing said of a question."""
        saisies = self.standing.get(chemin, ())
        return saisies[-1] if saisies else None

    @cached_property
    def evaluation(self) -> Evaluation:
        """What is asked, missing and wrong, from what stands now."""
        now = timezone.localtime()
        context = Contexte(
            aujourdhui=now.date(),
            maintenant=now,
            langue=self.langue,
            graine=str(self.participation.pk),
            tables=CONNUES,
        )
        return evaluate(self.formulaire, self.reponses, contexte=context)

    @cached_property
    def reponses(self) -> dict[str, str]:
        """Answers that count; the territoire is known from the link, nobody has to say it."""
        known = self.participation.territoire_siren
        emptied = {chemin: "" for chemin in self.standing if "[" not in chemin}  # no default comes back
        return emptied | as_reponses(self.standing) | dict.fromkeys(self.chemins_territoire, known)

    @cached_property
    def chemins_territoire(self) -> tuple[str, ...]:
        """Questions that ask which territoire answers."""
        code = read_roles(self.formulaire).territoire
        return tuple(one.chemin for one in questions(self.formulaire) if code and one.code == code)

    @cached_property
    def connus(self) -> Mapping[str, Connu]:
        """What is known of each question."""
        siren, declared = self.participation.territoire_siren, _list_choices(self.formulaire)
        return list_connus(published.current(), self.formulaire, siren, declarations=declared)

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        """Sections in which something is asked now, or may be added."""
        return tuple(one for one in sections(self.formulaire) if self.list_asked(one) or self._may_grow(one))

    def _may_grow(self, section: Section) -> bool:
        """Whether a repetition of the section may be lengthened."""
        return any(
            isinstance(element, Repetition) and element.chemin not in self.evaluation.fixes
            for element in walk(section.elements)
        )

    @property
    def is_writable(self) -> bool:
        """Whether answers are taken today."""
        return is_writable(self.participation)

    def list_choix(self, etat: Etat) -> tuple[Choix, ...]:
        """Every choice of a question, those that its filter hides now included: a script may show them."""
        every = self.formulaire.choix.get(etat.question.choix, ())
        if not every or len(every) > MOST_CHOIX:
            return etat.choix
        shown = {choix.code: choix for choix in etat.choix}
        return tuple(shown.get(choix.code) or self._translate(choix) for choix in every)

    def _translate(self, choix: Choix) -> Choix:
        words = texte(choix.libelle, self.langue, defaut=self.formulaire.langue_defaut)
        return replace(choix, libelle={"": words})

    @property
    def langue_lue(self) -> str:
        """The language in which the questionnaire is read, as it names it."""
        return self.langue or self.formulaire.langue_defaut

    @property
    def langue_html(self) -> str:
        """The code of that language, when it is not French: « en » for « English (en) »."""
        found = _CODE.search(self.langue_lue)
        return found[1] if found and found[1] != "fr" else ""

    def find_section(self, code: str) -> Section | None:
        """A section by its code, asked or not."""
        return next((one for one in sections(self.formulaire) if one.code == code), None)

    def list_asked(self, section: Section) -> list[Etat]:
        """Questions of a section that wait for an answer or have one."""
        known = self.chemins_territoire
        return [
            etat for etat in self.evaluation.etats_de(section) if is_asked(etat) and etat.chemin not in known
        ]

    def is_answered(self, chemin: str) -> bool:
        """Whether something stands that is an answer: a value, « je ne sais pas », a refusal, a contest."""
        saisies = self.standing.get(chemin, ())
        return bool(saisies) and is_answer(saisies[-1].valeur, saisies[-1].statut, saisies[-1].origine)

    def is_missing(self, etat: Etat) -> bool:
        """Whether a required question has neither a value nor another answer."""
        return etat.manque and not self.is_answered(etat.chemin)

    @property
    def nb_asked(self) -> int:
        """Questions asked now."""
        return sum(len(self.list_asked(section)) for section in self.sections)

    @property
    def nb_answered(self) -> int:
        """Those of them that have an answer."""
        return sum(
            self.is_answered(etat.chemin) for section in self.sections for etat in self.list_asked(section)
        )

    @cached_property
    def disagreements(self) -> tuple[str, ...]:
        """Questions that two people answered at the same time."""
        return tuple(chemin for chemin, saisies in self.standing.items() if len(saisies) > 1)

    @property
    def nb_confirmed(self) -> int:
        """Answers that took one gesture."""
        return sum(
            saisies[-1].origine == Saisie.Origine.CONFIRMEE for saisies in self.standing.values() if saisies
        )


def _list_choices(formulaire: Formulaire) -> Choices:
    """What each choice would declare, by code of question."""
    rules = find_regles(formulaire.code, make_plan(formulaire).items)
    return {code: rule.declare for code, rule in rules.items()}


def is_asked(etat: Etat) -> bool:
    """Whether a question waits for somebody: seen, and not a note or a calculation."""
    return etat.visible and etat.question.type not in NOT_ASKED and not etat.lecture_seule


def read_dossier(contact: Contact, version: Version | None = None, *, langue: str = "") -> Dossier:
    """The participation of a contact and what stands in it: two queries.

    `version` is the one that a page showed, when the campaign has passed to another since; a `langue` that
    the questionnaire does not have is its own.
    """
    participation = contact.participation
    campagne = participation.campagne
    version = version or campagne.version
    formulaire = read_formulaire(version)
    return Dossier(
        contact=contact,
        participation=participation,
        campagne=campagne,
        version=version,
        formulaire=formulaire,
        standing=read_standing(participation),
        langue=langue if langue in formulaire.langues else "",
    )
