"""The title of the study: etude and the chapter that says how to cite it both read it here."""

TITRE = "Ce que font les métropoles pour l’économie sociale et solidaire"
LICENCE_DONNEES = "Licence Ouverte 2.0"
LICENCE_LOGICIEL = "AGPL 3.0 ou ultérieure"
LICENCE_POLICES = "SIL Open Font License 1.1"
