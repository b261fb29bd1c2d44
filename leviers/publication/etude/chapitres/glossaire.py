"""« Glossaire »: the words of the study, then the acronyms of the field, in alphabetical order."""

from leviers.evidence.matrix import fold
from leviers.publication.etude.blocs import Chapitre, Definitions
from leviers.publication.etude.contexte import Contexte
from leviers.publication.etude.texte import Cite, Texte, dire
from leviers.reference.sigles import load_sigles

MOTS = {
    "acte public": "Un marché, une subvention ou une délibération, publié par l’organisme qui le prend.",
    "acteur": "Une organisation que nomme un registre ou une liste publique. Jamais une personne physique.",
    "build": "Un état des données ouvertes, calculé d’un coup à partir des fichiers reçus. Son numéro permet "
    "de le retrouver.",
    "champ d’action": "L’un des domaines où une métropole agit pour l’ESS. La gouvernance soutient tous les "
    "autres.",
    "clause sociale": "Une condition d’exécution d’un marché : par exemple, des heures réservées à "
    "l’insertion.",
    "compétence": "Le pouvoir d’agir que la loi ou une convention donne à une collectivité.",
    "confiance": "Ce que vaut la source d’une démarche. Haute : la métropole elle-même, un réseau national, "
    "la Banque des Territoires ou un texte officiel. Moyenne : toute autre source.",
    "constaté": "Se dit d’un usage qu’un acte public vérifié montre.",
    "couverture": "La part des lignes d’un fichier qui permettait de calculer un chiffre.",
    "critère social": "Un point de la note d’une offre, qui tient à ce qu’elle apporte à des personnes.",
    "déclaré": "Se dit d’un usage que la métropole a indiqué en répondant à une enquête.",
    "délibération": "Une décision du conseil de la métropole, ou d’une commune.",
    "démarche": "Une action réelle et nommée d’une métropole, avec ses sources. Elle emploie un à trois "
    "leviers.",
    "détection": "Un levier que la machine croit lire dans un acte. Une proposition, tant que rien ne "
    "l’établit.",
    "documenté": "Se dit d’un usage qu’une démarche montre, avec une page publique.",
    "économie sociale et solidaire": "Associations, coopératives, mutuelles, fondations et sociétés "
    "commerciales qui respectent les principes de la loi : un but autre que le seul partage des bénéfices, "
    "une gestion démocratique, des bénéfices d’abord remis dans l’activité.",
    "édition": "Un état daté de cette étude, avec ses textes, ses chiffres et ses données. Il ne change "
    "plus.",
    "fiche": "La page d’un levier : ce qu’il est, qui décide, comment faire, à quoi faire attention.",
    "indicateur": "Un chiffre calculé à partir d’actes ou de listes, par une requête publiée.",
    "innovation sociale": "Une réponse nouvelle à un besoin mal couvert, construite avec ceux qu’il "
    "concerne.",
    "levier": "Un instrument qu’une métropole peut employer : schéma d’achats, local, subvention, prise de "
    "participation…",
    "marché réservé": "Un marché auquel seules certaines structures, d’insertion, du handicap ou de l’ESS, "
    "peuvent répondre.",
    "matrice": "Le tableau des métropoles et des leviers, avec le niveau de preuve de chaque usage.",
    "mesuré": "Se dit d’un usage qu’un indicateur mesure, avec une couverture suffisante.",
    "métropole": "Une intercommunalité à statut de métropole, ou la Métropole de Lyon.",
    "monnaie locale": "Une monnaie de papier ou numérique, qui circule dans un territoire entre ceux qui "
    "l’acceptent.",
    "niveau de preuve": "Ce que vaut la meilleure preuve d’un usage. Il ne dit rien de la qualité de "
    "l’action.",
    "non observable": "Se dit d’un usage qu’aucune source publique reçue n’aurait pu montrer.",
    "non repéré": "Se dit d’un usage qu’aucune source trouvée ne montre. Jamais « non ».",
    "preuve": "Ce qui relie une métropole à un levier, avec le chemin qui ramène à la source.",
    "repère": "Un chiffre, un nom ou un fait sur une métropole, avec sa source. Un repère absent est "
    "inconnu.",
    "schéma d’achats responsables": "Le document qui fixe les objectifs sociaux et écologiques des achats "
    "d’une collectivité.",
    "société coopérative d’intérêt collectif": "Une coopérative dont une collectivité peut être associée, à "
    "côté des salariés et des usagers.",
    "structure d’insertion": "Une entreprise ou une association qui emploie et accompagne des personnes "
    "éloignées de l’emploi.",
    "subvention": "Une aide accordée sans contrepartie directe, à un projet dont l’initiative revient au "
    "bénéficiaire.",
    "tiers-lieu": "Un lieu partagé où l’on travaille, fabrique, se forme ou se rencontre.",
    "titulaire": "L’organisation qui a obtenu un marché.",
    "urbanisme transitoire": "L’usage d’un bâtiment ou d’un terrain vide, en attendant son projet définitif.",
    "usage": "Un levier dans une métropole : une case de la matrice.",
    "valeur médiane": "La valeur du milieu : autant de valeurs au-dessus qu’au-dessous.",
}


def write(contexte: Contexte) -> list[Chapitre]:
    """The whole glossary."""
    page = contexte.chapitre("glossaire", "Glossaire", genre="annexe", est_numerote=False)
    page.titre("Les mots de l’étude", ancre="glossaire-mots")
    words = sorted(MOTS, key=fold)
    page.ajouter(Definitions(tuple((word, dire(MOTS[word])) for word in words)))
    page.titre("Les sigles", ancre="glossaire-sigles")
    sigles = sorted(load_sigles().items(), key=lambda one: fold(one[0]))
    page.ajouter(Definitions(tuple((sigle, _expand(sigle, sens)) for sigle, sens in sigles)))
    return [page.fermer()]


def _expand(sigle: str, sens: str) -> Texte:
    return (Cite(sens, f"sigle:{sigle}:sens"),)
