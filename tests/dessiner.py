"""Draws the main charts of a site ahead of its server: `python -m tests.dessiner`, in its environment."""

import django

django.setup()

from leviers.cli.server import draw_missing  # noqa: E402 (Django is set up first)

if __name__ == "__main__":
    draw_missing()
