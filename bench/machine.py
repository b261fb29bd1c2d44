"""What the measures were made on, and how long it takes to start from nothing."""

import os
import platform
import shutil
import subprocess
import tempfile
import time
from pathlib import Path


def describe() -> str:
    """Cores, processor, memory, system and Python, in French."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
    load = f"{os.getloadavg()[0]:.1f}".replace(".", ",")
    return (
        f"{os.cpu_count()} cœurs ({_read_processor()}), {memory:.0f} Go de mémoire, {platform.system()}, "
        f"Python {platform.python_version()}, charge au départ {load}"
    )


def _read_processor() -> str:
    lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    names = [line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()


def time_demo(root: Path) -> float:
    """Seconds of `bin/demo --check` on a copy of what git knows, in a new home."""
    git = shutil.which("git") or "git"
    with tempfile.TemporaryDirectory(prefix="leviers-neuf-") as folder:
        listing = subprocess.run(
            [git, "ls-files", "-co", "--exclude-standard"],
            cwd=root,
            check=True,
            capture_output=True,
            text=True,
        )
        for name in listing.stdout.splitlines():
            if (root / name).exists():
                (Path(folder) / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(root / name, Path(folder) / name)
        bare = {
            key: value for key, value in os.environ.items() if not key.startswith(("LEVIERS_", "UV_PROJECT"))
        }
        start = time.perf_counter()
        subprocess.run(
            [f"{folder}/bin/demo", "--check"], cwd=folder, check=True, env=bare, stdout=subprocess.DEVNULL
        )
        return time.perf_counter() - start
