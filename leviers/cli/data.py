"""Commands of the data path: fetch."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Annotated

from cyclopts import Parameter
from rich.console import Console
from rich.progress import BarColumn, Progress, ProgressColumn, Task, TaskID, TextColumn
from rich.text import Text
from stamina.instrumentation import RetryDetails, set_on_retry_hooks

from leviers.errors import NotReady
from leviers.reference.home import find_home
from leviers.sources.download import Watch, say_why
from leviers.sources.fetch import Outcome, choose_sources, fetch_sources, find_mirror

SIGNS = {"nouveau": "reçu", "inchange": "inchangé", "absent": "absent", "echec": "échec"}


def fetch(*sources: Annotated[str, Parameter(help="noms des sources ; toutes par défaut")]) -> None:
    """Récupère les sources publiques, ou les copie depuis le miroir LEVIERS_MIRROR, avec un reçu.

    Ce qui n’a pas changé n’est pas repris ; ce qui a été coupé est continué.
    """
    home, mirror, chosen = find_home(), find_mirror(), choose_sources(sources)
    print(f"Origine : {f'miroir {mirror}' if mirror else 'adresses publiques'}")
    with _show_progress() as watch:
        outcomes = []
        for outcome in fetch_sources(chosen, home, mirror=mirror, watch=watch):
            print(_say(outcome), flush=True)
            outcomes.append(outcome)
    _conclude(outcomes, is_chosen=bool(sources))


def _conclude(outcomes: list[Outcome], *, is_chosen: bool) -> None:
    """Leave with a code that tells a script whether everything asked for is there."""
    failed = [outcome.source for outcome in outcomes if outcome.etat == "echec"]
    missing = [outcome.source for outcome in outcomes if outcome.etat == "absent"]
    if len(missing) == len(outcomes) or (missing and is_chosen):
        failed += missing
    if failed:
        raise NotReady(
            f"Sources non récupérées : {', '.join(failed)}.",
            advice="Leur dernière version reste en place ; corrigez ce qui est dit plus haut, puis relancez.",
        )


def _say(outcome: Outcome) -> str:
    head = f"  {outcome.source:<14} {SIGNS[outcome.etat]:<9}"
    if outcome.receipt is None:
        return f"{head} {outcome.message}".replace("\n", "\n" + " " * 25)
    receipt = outcome.receipt
    nb_files, nb_rows = len(receipt.fichiers), receipt.lignes
    rows = "" if nb_rows is None else f", {_group(nb_rows)} ligne{'s' if nb_rows > 1 else ''}"
    said = f"{nb_files} fichier{'s' if nb_files > 1 else ''}, {_size(receipt.octets)}{rows}"
    return f"{head} {said}" + (f" ({outcome.message})" if outcome.etat == "inchange" else "")


def _group(number: int) -> str:
    return f"{number:,}".replace(",", "\u202f")


def _size(octets: float) -> str:
    """Bytes in French, with one decimal: 12,3 Mo."""
    for unit in ("o", "ko", "Mo"):
        if octets < 1000:
            return f"{octets:.0f} o" if unit == "o" else f"{octets:.1f} {unit}".replace(".", ",")
        octets /= 1000
    return f"{octets:.1f} Go".replace(".", ",")


class _Rate(ProgressColumn):
    """What has come, at which rate, and how long it still takes."""

    def render(self, task: Task) -> Text:
        total = f" / {_size(task.total)}" if task.total else ""
        rate = f", {_size(task.speed)}/s" if task.speed else ""
        left = task.time_remaining
        rest = f", reste {timedelta(seconds=round(left))}" if left is not None and not task.finished else ""
        return Text(f"{_size(task.completed)}{total}{rate}{rest}")


@contextmanager
def _show_progress() -> Iterator[Watch]:
    """Bars on the error output of a terminal, nothing elsewhere; waits are said in both cases."""
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(bar_width=24), _Rate())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        tasks: dict[str, TaskID] = {}

        def watch(nom: str, done: int, total: int | None) -> None:
            if nom not in tasks:
                tasks[nom] = progress.add_task(nom, total=total)
            progress.update(tasks[nom], completed=done, total=total, visible=done != total)

        set_on_retry_hooks([_say_wait])
        try:
            yield watch
        finally:
            set_on_retry_hooks(None)


def _say_wait(details: RetryDetails) -> None:
    seconds = f"{details.wait_for:.1f}".replace(".", ",")
    sys.stderr.write(f"  {say_why(details.caused_by)} : nouvel essai dans {seconds} s\n")
