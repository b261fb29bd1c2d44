"""Words of the addresses of surveys."""

from django.urls import register_converter

from leviers.survey.exports import KINDS


class CampagneConverter:
    """The code of a campaign; « gestion » belongs to the team."""

    regex = r"(?!gestion(?:/|$))[-a-zA-Z0-9_]+"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class ExportConverter(CampagneConverter):
    """The kinds of files that answers are given in."""

    regex = "|".join(sorted(KINDS, key=len, reverse=True))


class JetonConverter(CampagneConverter):
    """What a personal link carries: a word, a point, a signature."""

    regex = r"[-\w]+\.[-\w]+"


register_converter(CampagneConverter, "campagne")
register_converter(ExportConverter, "export")
register_converter(JetonConverter, "jeton")
