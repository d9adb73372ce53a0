"""Set-up: both environments, each from its lock file, nothing installed twice.

Runs with the system's Python and its standard library alone: `python3 opastin/install.py`.
"""

import argparse
import glob
import hashlib
import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import Iterator, List, NamedTuple, Optional, Tuple

ROOT = Path(__file__).resolve().parent.parent
REQUIREMENTS = ROOT / "requirements"
#: Both environments together need so much; less is refused before anything is begun.
NEEDED_GB = 7.0
#: What pip says when the network is the trouble.
_NO_NETWORK = re.compile(
    r"(NewConnectionError|Name or service not known|Temporary failure in name resolution|"
    r"Network is unreachable|ConnectionError|ReadTimeoutError|ProxyError)"
)
_LOCAL_VERSION = re.compile(r"\+\w+$")


class SetUpError(RuntimeError):
    """Something is missing; the message says what, and what to do."""


class Environment(NamedTuple):
    """One environment.

    Attributes:
        name: name of its requirement files.
        folder: where it stands.
        versions: Python versions that fit, the best first.
        first: requirements that are installed before the others.
        with_product: whether the product itself is installed, with its command `opastin`.
    """

    name: str
    folder: Path
    versions: Tuple[Tuple[int, int], ...]
    first: Tuple[str, ...]
    with_product: bool


GUIDANCE = Environment(
    # torch alone first: asked for by another package, pip may choose a build of many gigabytes.
    "guidance", ROOT / ".venv", ((3, 11), (3, 12), (3, 13)), ("torch",), True
)  # fmt: skip
DIALOGUE = Environment("dialogue", ROOT / ".venv-dialogue", ((3, 10),), (), False)
ENVIRONMENTS = (GUIDANCE, DIALOGUE)


def say(text: str) -> None:
    """Tell the person at the terminal something."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def main() -> int:
    """Set up what is missing, or renew the lock files.

    Returns:
        The exit status.
    """
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lock", action="store_true", help="renew the lock files instead")
    options = parser.parse_args()
    try:
        for environment in ENVIRONMENTS:
            if options.lock:
                lock(environment)
            else:
                set_up(environment)
    except SetUpError as error:
        sys.stderr.write(f"set-up: {error}\n")
        return 2
    return 0


# --- what is there --------------------------------------------------------------------------------


def fingerprint(environment: Environment) -> str:
    """Changes when the environment must be made anew."""
    digest = hashlib.sha256((REQUIREMENTS / f"{environment.name}.txt").read_bytes())
    if environment.with_product:
        digest.update((ROOT / "pyproject.toml").read_bytes())
    digest.update(str(ROOT).encode())
    return digest.hexdigest()


def is_ready(environment: Environment) -> bool:
    """Whether the environment has been set up from today's lock file."""
    stamp = environment.folder / "opastin-stamp"
    return stamp.exists() and stamp.read_text() == fingerprint(environment)


def runs(command: List[str], version: Tuple[int, int]) -> bool:
    """Whether a command is a Python of this version that really runs."""
    check = f"import sys, venv; sys.exit(sys.version_info[:2] != {version})"
    try:
        done = subprocess.run([*command, "-c", check], capture_output=True, timeout=30, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


def candidates(version: Tuple[int, int]) -> Iterator[str]:
    """Where a Python of a version may be, in the order in which it is looked for."""
    short = f"{version[0]}.{version[1]}"
    named = os.environ.get(f"PYTHON{version[0]}{version[1]}")
    if named:
        yield named
    if sys.version_info[:2] == version:
        yield sys.executable
    found = shutil.which(f"python{short}")
    if found:
        yield found
    root = os.environ.get("PYENV_ROOT", os.path.expanduser("~/.pyenv"))
    yield from sorted(glob.glob(f"{root}/versions/{short}.*/bin/python"), reverse=True)
    if shutil.which("uv"):
        done = subprocess.run(
            ["uv", "python", "find", short],  # noqa: S607 - found on PATH
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode == 0:
            yield done.stdout.strip()


def find_python(environment: Environment) -> str:
    """A Python that fits an environment.

    Raises:
        SetUpError: there is none, and none can be installed.
    """
    for version in environment.versions:
        for candidate in candidates(version):
            if runs([candidate], version):
                return candidate
    fetched = fetch_python(environment.versions[0])
    if fetched:
        return fetched
    short = ".".join(map(str, environment.versions[0]))
    raise SetUpError(
        f"Python {short} is missing (for {environment.folder.name}); install it, for example with "
        f"`pyenv install {short}` or `uv python install {short}`, or name one: "
        f"PYTHON{short.replace('.', '')}=/path/to/python{short} make setup"
    )


def fetch_python(version: Tuple[int, int]) -> Optional[str]:
    """Ask uv to install a Python; None when it cannot."""
    short = f"{version[0]}.{version[1]}"
    say(f"no Python {short} found; asking uv to install one")
    tools = ROOT / ".build" / "uv"
    uv = shutil.which("uv") or str(tools / "bin" / "uv")
    if not Path(uv).exists():
        subprocess.run([sys.executable, "-m", "venv", str(tools)], check=False)
        pip = [str(tools / "bin" / "pip"), "install", "-q", "uv"]
        if subprocess.run(pip, capture_output=True, check=False).returncode:
            return None
    if subprocess.run([uv, "python", "install", short], check=False).returncode:
        return None
    found = subprocess.run(
        [uv, "python", "find", short], capture_output=True, text=True, check=False
    )
    path = found.stdout.strip()
    return path if path and runs([path], version) else None


def demand_space() -> None:
    """Refuse to begin on a disk that is too full.

    Raises:
        SetUpError: tells how much there is and how much is needed.
    """
    free_gb = shutil.disk_usage(ROOT).free / 1e9
    if free_gb < NEEDED_GB:
        raise SetUpError(
            f"only {free_gb:.1f} GB are free on the disk of {ROOT.name}/, "
            f"{NEEDED_GB:.0f} GB are needed; make room and try again"
        )


# --- making it ------------------------------------------------------------------------------------


def set_up(environment: Environment) -> None:
    """Make an environment from its lock file, unless it is there already."""
    if is_ready(environment):
        return
    demand_space()
    python = find_python(environment)
    started_s = time.monotonic()
    requirements = REQUIREMENTS / f"{environment.name}.txt"
    say(f"setting up {environment.folder.name} with {python} (a few minutes)")
    if not (environment.folder / "bin" / "pip").exists():
        run_step([python, "-m", "venv", str(environment.folder)], "making the environment")
    for name in environment.first:
        pip_install(environment, [_pinned(requirements, name)], total=1)
    lines = [line for line in requirements.read_text().splitlines() if line[:1].isalnum()]
    pip_install(environment, ["-r", str(requirements)], total=len(lines))
    if environment.with_product:
        product = ["--no-deps", "--no-build-isolation", "-e", str(ROOT)]
        pip_install(environment, product, total=1)
    (environment.folder / "opastin-stamp").write_text(fingerprint(environment))
    say(f"{environment.folder.name} is ready ({time.monotonic() - started_s:.0f} s)")


def _pinned(requirements: Path, name: str) -> str:
    lines = requirements.read_text().splitlines()
    return next(line for line in lines if line.startswith(f"{name}=="))


def pip_install(environment: Environment, what: List[str], total: int) -> None:
    """Install with pip and show how far it is.

    Args:
        environment: where.
        what: pip's arguments.
        total: how many packages there are.
    """
    pip = [str(environment.folder / "bin" / "python"), "-m", "pip", "install"]
    command = [*pip, "--disable-pip-version-check", "--progress-bar", "off", "--no-input", *what]
    run_step(command, f"installing into {environment.folder.name}", total)


def run_step(command: List[str], title: str, total: int = 0) -> None:
    """Run one step and show its progress: packages seen of all, and the last one's name.

    Raises:
        SetUpError: the step failed; says why in one sentence, then the end of its output.
    """
    lines: List[str] = []
    seen = 0
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, cwd=str(ROOT)
    )
    for line in process.stdout or []:
        lines.append(line.rstrip())
        if line.startswith(("Collecting ", "Installing collected", "Requirement already")):
            seen += 1
            show_progress(title, min(seen, total), total, line.split("(")[0].strip())
    if process.wait():
        raise SetUpError(explain(title, "\n".join(lines[-15:])))
    end_progress(title)


def explain(title: str, output: str) -> str:
    """One sentence for a step that failed, and the end of its output."""
    if "No space left on device" in output:
        return f"{title}: the disk is full; make room ({NEEDED_GB:.0f} GB) and run it again"
    if _NO_NETWORK.search(output):
        return f"{title}: no network; connect this machine to the internet and run it again"
    return f"{title} failed; the end of what was said:\n{output}"


def show_progress(title: str, done: int, total: int, detail: str) -> None:
    """One line that is written over itself in a terminal; every 40th step elsewhere."""
    if sys.stdout.isatty():
        sys.stdout.write(f"\r\x1b[K  {title}: {done}/{total} {detail[:50]}")
        sys.stdout.flush()
    elif done % 40 == 0:
        say(f"  {title}: {done}/{total}")


def end_progress(title: str) -> None:
    """Leave the line that was written over."""
    if sys.stdout.isatty():
        sys.stdout.write(f"\r\x1b[K  {title}: done\n")


# --- lock files -----------------------------------------------------------------------------------


def lock(environment: Environment) -> None:
    """Renew a lock file: install the .in file's wishes afresh and write down what came."""
    python = find_python(environment)
    folder = ROOT / ".build" / "lock" / environment.name
    shutil.rmtree(folder, ignore_errors=True)
    fresh = environment._replace(folder=folder)
    wishes = REQUIREMENTS / f"{environment.name}.in"
    run_step([python, "-m", "venv", str(folder)], "making an environment for the lock file")
    for name in environment.first:
        pip_install(fresh, [_pinned(wishes, name)], total=1)
    pip_install(fresh, ["-r", str(wishes)], total=200)
    freeze = [str(folder / "bin" / "python"), "-m", "pip", "freeze"]
    frozen = subprocess.run(freeze, capture_output=True, text=True, check=True).stdout
    write_lock(environment, frozen)
    shutil.rmtree(folder, ignore_errors=True)


def write_lock(environment: Environment, frozen: str) -> None:
    """Write names and versions, without the builds of one machine."""
    lines = [_LOCAL_VERSION.sub("", line) for line in frozen.splitlines() if "==" in line]
    # Libraries for graphic cards come with other builds of torch only.
    kept = [line for line in lines if not line.startswith(("nvidia-", "triton=="))]
    head = f"# Exact versions for {environment.folder.name}; `make lock` renews them."
    path = REQUIREMENTS / f"{environment.name}.txt"
    path.write_text("\n".join([head, *kept]) + "\n")
    say(f"{path.relative_to(ROOT)}: {len(kept)} packages")


if __name__ == "__main__":
    sys.exit(main())
