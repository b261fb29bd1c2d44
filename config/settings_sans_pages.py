"""Settings of a command that shows no page and moves no content: the site without its back office."""

from config.settings import *  # noqa: F403
from config.settings import INSTALLED_APPS as _ALL
from config.settings import PAGES

INSTALLED_APPS = [name for name in _ALL if name not in PAGES]
