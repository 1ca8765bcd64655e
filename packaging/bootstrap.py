#!/usr/bin/env python3
"""Prepare this checkout of flashprep and start it.

python3 packaging/bootstrap.py run [ARGS...]    open flashprep; ARGS go to the program
python3 packaging/bootstrap.py test [ARGS...]   run its tests; ARGS go to pytest
python3 packaging/bootstrap.py install          install or repair what both need, start nothing
python3 packaging/bootstrap.py doctor           say what was found; change nothing
python3 packaging/bootstrap.py --help           show this text

The first call makes a virtual environment in .venv, installs the locked packages into it, and
sees to the system libraries that Qt needs: as root, or with passwordless sudo, it installs them
with apt-get; otherwise it names the one command that does. Later calls start at once.

Exit codes: 0 done; 1 an installation failed ("doctor": "install" would mend it); 2 wrong usage;
3 the machine lacks something, and the message says what to do. "run" and "test" otherwise end
with the code of the program or of pytest.
"""
# Three things shape this file. It uses the standard library only, because it runs before anything
# is installed. Old Pythons (3.6 on) must be able to parse it, so that they reach the message about
# themselves. And a second "run" must cost next to nothing, so most imports stand in functions:
#
# Its texts are not translated, because the catalogs belong to the program that is not there yet.
# How to renew packaging/requirements.txt is said at the top of packaging/constraints.txt.

import os
import sys
from collections.abc import Mapping
from pathlib import Path

OK, FAILED, USAGE, LACKING, INTERRUPTED = 0, 1, 2, 3, 130

OLDEST_PYTHON = (3, 11)
NEWER_PYTHONS = ("python3.14", "python3.13", "python3.12", "python3.11")


def old_python_message(version: str, newer: str) -> str:
    """Say what to do about a Python that is too old; newer is one that is here, or empty."""
    again = " ".join([newer or "python3.11", *sys.argv])
    if newer:
        advice = "A newer one is here. Start again with:"
    else:
        advice = (
            "Install a newer one (your system's package python3.11 or later, or python.org),\n"
            "then start again with it, for example:"
        )
    return f"flashprep needs Python 3.11 or newer; this is {version}. {advice}\n\n    {again}\n"


if sys.version_info < OLDEST_PYTHON:  # this is the one file that old Pythons meet
    from subprocess import DEVNULL, call

    def works(name: str) -> bool:
        """Say whether this Python starts; being on the PATH is not enough (pyenv's shims)."""
        try:
            return call([name, "-c", ""], stdout=DEVNULL, stderr=DEVNULL) == 0
        except OSError:
            return False

    found = next(filter(works, NEWER_PYTHONS), "")
    sys.stderr.write(old_python_message(sys.version.split()[0], found))
    sys.exit(LACKING)

ROOT = Path(__file__).resolve().parents[1]
LOCK = ROOT / "packaging" / "requirements.txt"
VENV = ROOT / ".venv"
VENV_PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
STAMP = VENV / "flashprep-stamp"  # line 1: what is installed; then the Qt platforms found complete
UNFINISHED = VENV / "flashprep-unfinished"  # stands while packages are being installed
PIP_LOG = VENV / "flashprep-pip.log"
RECIPE = 1  # raise it when this file installs differently: every .venv is then brought up to date

# These words make the program work in the terminal, without a window.
WINDOWLESS = {"list", "next", "show", "readiness", "export", "lint", "grade", "undo", "settings"}
WINDOWLESS |= {"mock", "plan", "simulate", "optimize", "--help", "-h", "--version"}

# What is loaded of Qt: the modules that flashprep and its tests import, and the plugin that draws.
QT_MODULES = ("Core", "DBus", "Gui", "Network", "PrintSupport", "Svg", "Test", "Widgets")
QT_PLUGINS = {
    "offscreen": ("platforms/libqoffscreen.so",),
    "xcb": ("platforms/libqxcb.so",),
    "wayland": ("platforms/libqwayland.so", "wayland-shell-integration/libxdg-shell.so"),
}
FONTS = "fonts"  # stands among the missing libraries when no font is installed at all

# Debian's and Ubuntu's packages, the newest name first. Qt's own message names only libxcb-cursor0.
DEBIAN_PACKAGES = {
    FONTS: ("fonts-dejavu-core",),
    "libEGL.so.1": ("libegl1",),
    "libGL.so.1": ("libgl1",),
    "libX11-xcb.so.1": ("libx11-xcb1",),
    "libX11.so.6": ("libx11-6",),
    "libbrotlicommon.so.1": ("libbrotli1",),
    "libbrotlidec.so.1": ("libbrotli1",),
    "libdbus-1.so.3": ("libdbus-1-3",),
    "libexpat.so.1": ("libexpat1",),
    "libfontconfig.so.1": ("libfontconfig1",),
    "libfreetype.so.6": ("libfreetype6",),
    "libglib-2.0.so.0": ("libglib2.0-0t64", "libglib2.0-0"),
    "libgssapi_krb5.so.2": ("libgssapi-krb5-2",),
    "libgthread-2.0.so.0": ("libglib2.0-0t64", "libglib2.0-0"),
    "libpng16.so.16": ("libpng16-16t64", "libpng16-16"),
    "libstdc++.so.6": ("libstdc++6",),
    "libwayland-client.so.0": ("libwayland-client0",),
    "libwayland-cursor.so.0": ("libwayland-cursor0",),
    "libwayland-egl.so.1": ("libwayland-egl1",),
    "libxcb-cursor.so.0": ("libxcb-cursor0",),
    "libxcb-icccm.so.4": ("libxcb-icccm4",),
    "libxcb-image.so.0": ("libxcb-image0",),
    "libxcb-keysyms.so.1": ("libxcb-keysyms1",),
    "libxcb-randr.so.0": ("libxcb-randr0",),
    "libxcb-render-util.so.0": ("libxcb-render-util0",),
    "libxcb-render.so.0": ("libxcb-render0",),
    "libxcb-shape.so.0": ("libxcb-shape0",),
    "libxcb-shm.so.0": ("libxcb-shm0",),
    "libxcb-sync.so.1": ("libxcb-sync1",),
    "libxcb-util.so.1": ("libxcb-util1",),
    "libxcb-xfixes.so.0": ("libxcb-xfixes0",),
    "libxcb-xkb.so.1": ("libxcb-xkb1",),
    "libxcb.so.1": ("libxcb1",),
    "libxkbcommon-x11.so.0": ("libxkbcommon-x11-0",),
    "libxkbcommon.so.0": ("libxkbcommon0",),
    "libz.so.1": ("zlib1g",),
}


class Stop(Exception):
    """End the bootstrap with a message for the person and an exit code."""

    def __init__(self, code: int, message: str) -> None:
        super().__init__(message)
        self.code = code


def say(message: str) -> None:
    """Tell the person something; standard output belongs to the program that is started."""
    print(message, file=sys.stderr, flush=True)


# ---- the commands ---------------------------------------------------------------------------


def main(arguments: list[str]) -> int:
    """Carry out one command line and return the exit code."""
    command, rest = (arguments[0] if arguments else ""), arguments[1:]
    action = {"run": run, "test": test, "install": prepare, "doctor": doctor}.get(command)
    if action is None or (rest and action in (prepare, doctor)):
        asked = command in ("--help", "-h", "help")
        print(__doc__, file=sys.stdout if asked else sys.stderr)
        return OK if asked else USAGE
    try:
        return action(rest)
    except Stop as stop:
        say(f"\n{stop}")
        return stop.code
    except OSError as error:
        say(f"\nThis did not work: {error}")
        return FAILED
    except KeyboardInterrupt:
        say("\nInterrupted. The next call takes the work up again.")
        return INTERRUPTED


def run(arguments: list[str]) -> int:
    """Start flashprep with the arguments, in the folder where the person stands."""
    windowless = not WINDOWLESS.isdisjoint(arguments)
    platforms = [] if windowless else wanted_platforms(os.environ)
    install(platforms)
    if sys.platform == "linux" and not windowless and not platforms:
        raise Stop(
            LACKING,
            "There is no display to open a window on: neither DISPLAY nor WAYLAND_DISPLAY is set.\n"
            "Start flashprep from a desktop session, or log in with ssh -X. The commands for the\n"
            'terminal ("list", "next", "grade" and more) need no display: see "run --help".',
        )
    # -P keeps a stray random.py in the person's folder from hiding the standard library's.
    return hand_over("-P", "-m", "flashprep", *arguments)


def test(arguments: list[str]) -> int:
    """Run pytest with the arguments, in the checkout's root and without opening windows."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    install(wanted_platforms(os.environ))
    os.chdir(ROOT)
    return hand_over("-m", "pytest", *arguments)


def prepare(_: list[str]) -> int:
    """Install everything without trusting the stamp, so that it also repairs; start nothing."""
    STAMP.unlink(missing_ok=True)
    install(["offscreen"])
    say("flashprep is installed.")
    return OK


def hand_over(*arguments: str) -> int:
    """Become the environment's Python with the arguments; on Windows, wait for it instead."""
    command = [str(VENV_PYTHON), *arguments]
    sys.stdout.flush()
    if os.name != "nt":
        os.execv(command[0], command)
    import subprocess  # on Windows, exec would give the terminal back before the program has ended

    return subprocess.call(command)


# ---- the environment and its packages -------------------------------------------------------


def install(platforms: list[str]) -> None:
    """Bring packages and system libraries up to date, unless a stamp says that they are.

    The platforms are those of Qt that the person is about to use: one of them must work in the end.
    """
    stamped = read_stamp()
    if stamped[:1] != [token()]:
        # A lock on this very file lets two bootstraps take turns without a file to clean up.
        with Path(__file__).open("rb") as turnstile:
            wait_for_turn(turnstile.fileno())
            if read_stamp()[:1] != [token()]:
                install_packages()
            stamped = read_stamp()
    platform_key = " ".join(sorted(platforms)) or "none"
    if platform_key not in stamped[1:]:
        if sys.platform == "linux":
            install_libraries(platforms)
        with STAMP.open("a", encoding="utf-8") as stamp:
            stamp.write(f"{platform_key}\n")


def token() -> str:
    """Return the fingerprint of what should be installed: lock file, Python and this recipe."""
    import hashlib

    try:
        locked = LOCK.read_bytes()
    except OSError as error:
        raise Stop(FAILED, f"The lock file cannot be read: {error}") from error
    kind = f"{RECIPE} {sys.implementation.cache_tag} {sys.platform}"
    return hashlib.sha256(locked + kind.encode()).hexdigest()


def read_stamp() -> list[str]:
    """Return the stamp's lines; none when the environment is absent or its Python is gone."""
    try:
        return STAMP.read_text(encoding="utf-8").split("\n")[:-1] if VENV_PYTHON.exists() else []
    except (OSError, UnicodeDecodeError):
        return []


def wait_for_turn(file_number: int) -> None:
    """Hold the file until it is closed, waiting for another bootstrap that holds it."""
    if sys.platform == "win32":
        import msvcrt

        os.lseek(file_number, 1 << 30, os.SEEK_SET)  # far behind the text, which stays readable
        while True:
            try:
                msvcrt.locking(file_number, msvcrt.LK_LOCK, 1)  # gives up after ten seconds
            except OSError:
                say("Another bootstrap is at work in this checkout; waiting for it.")
            else:
                return
    import fcntl

    try:
        fcntl.flock(file_number, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        say("Another bootstrap is at work in this checkout; waiting for it.")
        fcntl.flock(file_number, fcntl.LOCK_EX)


def install_packages() -> None:
    """Make the environment if it is absent, broken or half made, and install the locked packages.

    An environment that works is kept and only brought up to the lock.
    """
    import subprocess

    require_venv_module()
    if not environment_sound():
        discard_environment()
        say(f"Making a virtual environment in {VENV} ...")
        VENV.mkdir()
        UNFINISHED.touch()
        made = subprocess.run(
            [base_python(), "-m", "venv", str(VENV)],
            check=False,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        if made.returncode:
            raise Stop(FAILED, f"The virtual environment could not be made.\n{made.stdout}")
    UNFINISHED.touch()
    STAMP.unlink(missing_ok=True)
    run_pip()
    # Relative, so that the packages of a checkout are found after it was moved or renamed.
    libraries = site_packages()
    reach = os.path.relpath(ROOT, libraries)
    (libraries / "flashprep-checkout.pth").write_text(f"{reach}\n", encoding="utf-8")
    # pip compiles what it installs; the program itself starts a third faster compiled, also where
    # PYTHONDONTWRITEBYTECODE is set. A checkout that cannot be written is no obstacle.
    compiling = [str(VENV_PYTHON), "-m", "compileall", "-q", str(ROOT / "flashprep")]
    subprocess.run(compiling, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    UNFINISHED.unlink()
    STAMP.write_text(f"{token()}\n", encoding="utf-8")


def base_python() -> str:
    """Return the Python outside any environment, so that .venv never rests on itself."""
    return str(getattr(sys, "_base_executable", sys.executable))


def site_packages() -> Path:
    """Return the folder in which pip installs packages."""
    import sysconfig

    return Path(sysconfig.get_path("purelib", "venv", vars={"base": str(VENV)}))


def environment_sound() -> bool:
    """Say whether the environment is complete, and its Python runs, is this version and has pip."""
    import subprocess

    if UNFINISHED.exists():
        return False
    question = "import sys, pip; print(sys.implementation.cache_tag)"
    try:
        answer = subprocess.run(
            [str(VENV_PYTHON), "-c", question], check=False, capture_output=True, text=True
        )
    except OSError:
        return False
    return answer.returncode == 0 and answer.stdout.strip() == sys.implementation.cache_tag


def discard_environment() -> None:
    """Remove what stands at .venv, if anything."""
    import shutil

    if not os.path.lexists(VENV):
        return
    say(f"{VENV} is broken, half made or of another Python version: it is made anew.")
    try:
        if VENV.is_symlink() or VENV.is_file():
            VENV.unlink()
        else:
            shutil.rmtree(VENV)
    except OSError as error:
        raise Stop(FAILED, f"It cannot be removed: {error}\nRemove it and start again.") from error


def run_pip() -> None:
    """Install the locked packages, every download checked against its hash."""
    import subprocess

    say("Installing the locked packages; the first time this takes a minute or two ...")
    PIP_LOG.unlink(missing_ok=True)
    command = [str(VENV_PYTHON), "-m", "pip", "install", "--require-hashes", "--no-input"]
    # Wheels only: a source package would run code whose own needs are not locked.
    command += ["--only-binary", ":all:", "--disable-pip-version-check"]
    command += ["--log", str(PIP_LOG), "--requirement", str(LOCK)]
    environment = {**os.environ, "PIP_USER": "0"}  # a personal "user = true" fails in a venv
    failed = subprocess.call(command, stdout=sys.stderr.fileno(), env=environment)
    if failed:
        log = PIP_LOG.read_text(encoding="utf-8", errors="replace") if PIP_LOG.exists() else ""
        reason = explain_pip(log)
        if reason:  # these happen before pip installs anything, so the environment is sound
            UNFINISHED.unlink()
        raise Stop(
            FAILED,
            f"{reason or 'The packages could not be installed; pip said why above.'}\n"
            f"pip's full account is in {PIP_LOG}",
        )
    PIP_LOG.unlink(missing_ok=True)


def explain_pip(log: str) -> str:
    """Return in plain words why pip failed, or "" where its own words are the best there are."""
    if "DO NOT MATCH THE HASHES" in log:
        return (
            "A downloaded package is not the one that flashprep was tested with, so nothing was\n"
            "installed. A proxy or mirror may have changed it: try again, or on another network."
        )
    if "CERTIFICATE_VERIFY_FAILED" in log:
        return (
            "The package index could not be trusted, so nothing was installed. Behind a company's\n"
            "proxy, name its certificate to pip (the setting PIP_CERT) and start again."
        )
    signs = ("NewConnectionError", "NameResolutionError", "ConnectTimeoutError", "ProxyError")
    if any(sign in log for sign in (*signs, "ReadTimeoutError", "ConnectionResetError")):
        return (
            "The package index could not be reached, so nothing was installed. Check the network\n"
            "(or the proxy settings of pip) and start again."
        )
    if "No matching distribution found" in log:
        import platform

        return (
            f"A locked package is not made for this system: {platform.platform()}, Python\n"
            f"{platform.python_version()}. Qt needs 64-bit Windows 10, macOS 13 or Linux with\n"
            "glibc 2.34 (on ARM 2.39, as in Debian 13 and Ubuntu 24.04), or a newer one."
        )
    return ""


# ---- system libraries -----------------------------------------------------------------------


def can_make_environments() -> bool:
    """Say whether this Python has what it takes to make virtual environments."""
    from importlib import invalidate_caches
    from importlib.util import find_spec

    invalidate_caches()
    return bool(find_spec("venv") and find_spec("ensurepip"))


def require_venv_module() -> None:
    """See that Python can make environments; Debian and Ubuntu keep that in a separate package."""
    if can_make_environments():
        return
    missing = ["ensurepip", *libraries_unknown_to_loader()]  # named now: one command does it all
    if may_install():
        apt_install(missing)
        if can_make_environments():
            return
    command = debian_command(missing)
    if command:
        raise Stop(
            LACKING,
            "Python's package for virtual environments is missing. Install what flashprep needs\n"
            f"with this one command, then start again:\n\n    {command}\n",
        )
    raise Stop(
        LACKING,
        f"{sys.executable} cannot make virtual environments: its modules venv and ensurepip are\n"
        "missing. Install them, or a complete Python from python.org, and start again.",
    )


def install_libraries(platforms: list[str]) -> None:
    """Install the missing system libraries where that is allowed, or else name the command.

    Raise Stop when none of the given platforms would work; without any, nothing is required.
    """
    missing = missing_by_platform()
    allowed = may_install()
    if any(missing.values()) and allowed:
        apt_install(sorted(set().union(*missing.values())))
        missing = missing_by_platform()
    if allowed and os.environ.get("CI") == "true":
        install_virtual_display()
    if not platforms or any(not lacking(platform, missing) for platform in platforms):
        return
    names = sorted(set().union(*missing.values()))
    command = debian_command(names) or other_command(names)
    if command:
        raise Stop(
            LACKING,
            f"flashprep's window needs system libraries that are missing ({len(names)} in all).\n"
            f"Install them with this one command, then start again:\n\n    {command}\n",
        )
    raise Stop(
        LACKING,
        f"Missing on this system: {', '.join(names)}.\n"
        "Install the packages of your system that hold them, then start again.",
    )


def wanted_platforms(environment: Mapping[str, str]) -> list[str]:
    """Return the platforms that Qt will try, as its environment variables say."""
    named = environment.get("QT_QPA_PLATFORM")
    if named:
        return [part.partition(":")[0] for part in named.split(";")]
    if sys.platform != "linux":
        return ["native"]
    found = ["wayland"] if environment.get("WAYLAND_DISPLAY") else []
    return [*found, "xcb"] if environment.get("DISPLAY") else found


def lacking(platform: str, missing: Mapping[str, list[str]]) -> list[str]:
    """Return what the platform lacks; one that is not looked at needs at least what all need."""
    return missing.get(platform, missing["offscreen"])


def missing_by_platform() -> dict[str, list[str]]:
    """Return for each of Qt's platforms the libraries (and FONTS) that it lacks here."""
    qt = site_packages() / "PySide6"
    fonts = [] if fonts_found() else [FONTS]
    shared = missing_for([qt / f"Qt{name}.abi3.so" for name in QT_MODULES])
    return {
        platform: sorted(
            {*fonts, *shared, *missing_for([qt / "Qt" / "plugins" / name for name in plugins])}
        )
        for platform, plugins in QT_PLUGINS.items()
    }


def missing_for(files: list[Path]) -> list[str]:
    """Ask ldd which libraries the files lack."""
    import subprocess

    present = [str(path) for path in files if path.exists()]
    if not present:
        return []
    try:
        told = subprocess.run(["ldd", *present], check=False, capture_output=True, text=True)
    except OSError:  # a system without ldd, about whose libraries we know nothing
        return []
    return missing_in_ldd(told.stdout)


def missing_in_ldd(text: str) -> list[str]:
    """Return the names that ldd marks as "not found", sorted, each once."""
    lines = (line.strip() for line in text.splitlines())
    return sorted({line.split(" => ")[0] for line in lines if line.endswith(" => not found")})


def libraries_unknown_to_loader() -> list[str]:
    """Foretell, before Qt is there to ask, which libraries it will lack."""
    import shutil
    import subprocess

    ldconfig = shutil.which("ldconfig") or "/sbin/ldconfig"  # often not on a person's PATH
    try:
        told = subprocess.run([ldconfig, "-p"], check=False, capture_output=True, text=True)
    except OSError:
        return []
    known = {line.split()[0] for line in told.stdout.splitlines() if "=>" in line}
    return sorted(set(DEBIAN_PACKAGES) - {FONTS} - known) + ([] if fonts_found() else [FONTS])


def fonts_found() -> bool:
    """Say whether any font is installed; without one, Qt draws empty boxes."""
    import subprocess

    folders = [Path("/usr/share/fonts"), Path("/usr/local/share/fonts")]
    folders += [Path.home() / ".fonts", Path.home() / ".local" / "share" / "fonts"]
    for folder in folders:
        for _, _, names in os.walk(folder):
            if any(name.lower().endswith((".ttf", ".otf", ".ttc")) for name in names):
                return True
    try:
        told = subprocess.run(["fc-list"], check=False, capture_output=True)
    except OSError:
        return False
    return bool(told.stdout.strip())


# ---- the system's packages ------------------------------------------------------------------


def may_install() -> bool:
    """Say whether apt-get may be used without asking: as root, or with passwordless sudo."""
    import shutil
    import subprocess

    if sys.platform != "linux" or not shutil.which("apt-get"):
        return False
    if os.geteuid() == 0:
        return True
    if not shutil.which("sudo"):
        return False
    return subprocess.run(["sudo", "-n", "true"], check=False, capture_output=True).returncode == 0


def apt_install(missing: list[str]) -> None:
    """Install the packages that hold the missing libraries, as far as apt-get can."""
    apt_get("update")  # without a network, the packages may still be at hand
    packages = debian_packages(missing, known_debian_packages())
    if packages:
        say(f"Installing with apt-get: {' '.join(packages)}")
        apt_get("install", "-y", "--no-install-recommends", *packages)


def apt_get(*words: str) -> bool:
    """Run apt-get without questions and return whether it succeeded."""
    import subprocess

    command = ["env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq"]
    # On a fresh machine, unattended upgrades may hold apt's lock for a while.
    command += ["-o", "DPkg::Lock::Timeout=300", "-o", "Dpkg::Use-Pty=0", *words]
    rights = [] if sys.platform != "linux" or os.geteuid() == 0 else ["sudo", "-n"]
    ended = subprocess.call(
        [*rights, *command], stdin=subprocess.DEVNULL, stdout=sys.stderr.fileno()
    )
    return ended == 0


def install_virtual_display() -> None:
    """Install an X server without a screen for the tests that can use one; they can do without."""
    import shutil

    if not shutil.which("Xvfb") and not apt_get(
        "install", "-y", "--no-install-recommends", "xvfb", "xauth", "xdotool"
    ):
        say("Xvfb could not be installed; the tests that need it will be skipped.")


def known_debian_packages() -> set[str]:
    """Return the name of every package that apt knows."""
    import subprocess

    told = subprocess.run(["apt-cache", "pkgnames"], check=False, capture_output=True, text=True)
    return set(told.stdout.split())


def debian_packages(missing: list[str], known: set[str]) -> list[str]:
    """Return the packages of the missing libraries: of several names, the first that is known."""
    own_venv = f"python3.{sys.version_info.minor}-venv"
    names = {**DEBIAN_PACKAGES, "ensurepip": (own_venv, "python3-venv")}
    wanted = [names[library] for library in missing if library in names]
    return sorted({next((one for one in some if one in known), some[-1]) for some in wanted})


def debian_command(missing: list[str]) -> str:
    """Return the command that installs the missing on Debian and Ubuntu, "" elsewhere."""
    import shutil

    if sys.platform != "linux" or not shutil.which("apt-get"):
        return ""
    packages = debian_packages(missing, known_debian_packages())
    if not packages:
        return ""
    installation = f"apt-get install -y --no-install-recommends {' '.join(packages)}"
    if os.geteuid() == 0:
        return f"apt-get update && {installation}"
    if shutil.which("sudo"):
        return f"sudo apt-get update && sudo {installation}"
    return f"su -c 'apt-get update && {installation}'"


def other_command(missing: list[str]) -> str:
    """Return the command that installs the missing with dnf or zypper, "" elsewhere."""
    import shutil

    for tool, fonts in (("dnf", "dejavu-sans-fonts"), ("zypper", "dejavu-fonts")):
        if shutil.which(tool):  # both find a package by the library that it holds
            names = [fonts if name == FONTS else f"'{name}()(64bit)'" for name in missing]
            return f"sudo {tool} install {' '.join(names)}"
    return ""


# ---- doctor ---------------------------------------------------------------------------------


INSPECTION = """
import importlib.metadata as metadata, json, os, re
installed = {re.sub("[-_.]+", "-", one.name).lower(): one.version
             for one in metadata.distributions()}
profile = os.environ.get("FLASHPREP_PROFILE", "")
if not profile and "platformdirs" in installed:
    import platformdirs
    profile = platformdirs.user_data_dir("flashprep", appauthor=False)
print(json.dumps({"installed": installed, "profile": profile}))
"""


def doctor(_: list[str]) -> int:
    """Say what is found and what to do about it; return the worst exit code."""
    import platform

    print(f"Python       {platform.python_version()} ({sys.executable})")
    print(f"System       {platform.platform()}")
    print(f"Checkout     {ROOT}")
    codes = [examine_environment()]
    if sys.platform == "linux":
        codes.append(examine_libraries())
        shown = [name for name in ("WAYLAND_DISPLAY", "DISPLAY") if os.environ.get(name)]
        found = ", ".join(f"{name}={os.environ[name]}" for name in shown)
        print(f"Display      {found or 'none: windows cannot open, the terminal commands work'}")
    return max(codes)


def examine_environment() -> int:
    """Report on .venv, its packages and the profile folder."""
    import json
    import subprocess

    if not VENV.exists():
        print(f'Environment  none yet: "install" makes {VENV}')
        if can_make_environments() or may_install():
            return FAILED
        print(
            '             but Python\'s module ensurepip is missing; "install" says how to get it'
        )
        return LACKING
    if not environment_sound():
        print(f'Environment  {VENV} is half made or broken: "install" makes it anew')
        return FAILED
    stamped = read_stamp()[:1] == [token()]
    state = "up to date" if stamped else 'older than the lock file: "install" brings it up to date'
    print(f"Environment  {VENV}, {state}")
    told = subprocess.run(
        [str(VENV_PYTHON), "-c", INSPECTION], check=True, capture_output=True, text=True
    )
    found = json.loads(told.stdout)
    strays = packages_unlike_lock(LOCK.read_text(encoding="utf-8"), found["installed"])
    remedy = f'{"; ".join(strays)}: "install" repairs this' if strays else "as in the lock file"
    print(f"Packages     {remedy}")
    profile_code = examine_profile(found["profile"])
    return max(profile_code, OK if stamped and not strays else FAILED)


def packages_unlike_lock(lock: str, installed: Mapping[str, str]) -> list[str]:
    """Return a phrase for each installed package that is absent or of another version."""
    strays = []
    for line in lock.splitlines():
        name, equals, rest = line.partition("==")
        if not equals or not name or name[0] in " #-":
            continue
        version, _, marker = rest.rstrip(" \\").partition(" ;")
        found = installed.get(name)
        if found is None and not marker:
            strays.append(f"{name} is missing")
        elif found not in (None, version.strip()):
            strays.append(f"{name} is {found}, not {version.strip()}")
    return strays


def examine_profile(folder: str) -> int:
    """Report whether the folder for decks and reviews can be written."""
    if not folder:
        print('Profile      not known before "install"')
        return OK
    standing = Path(folder).expanduser()
    while not standing.exists() and standing != standing.parent:
        standing = standing.parent
    if standing.is_dir() and os.access(standing, os.W_OK):
        print(f"Profile      {folder} can be written")
        return OK
    print(f"Profile      {folder} cannot be written: change its rights, or name another folder")
    print("             with --profile or FLASHPREP_PROFILE")
    return LACKING


def examine_libraries() -> int:
    """Report on the system libraries and fonts that Qt needs."""
    if not (site_packages() / "PySide6").is_dir():
        print('Libraries    not known before "install"')
        return OK
    missing = missing_by_platform()
    for platform, names in missing.items():
        print(
            f"Libraries    Qt {platform}: {'missing ' + ', '.join(names) if names else 'complete'}"
        )
    names = sorted(set().union(*missing.values()))
    if not names:
        return OK
    command = debian_command(names) or other_command(names)
    print(f"             {command or 'install the packages of your system that hold them'}")
    platforms = wanted_platforms(os.environ) or ["offscreen"]
    return LACKING if all(lacking(name, missing) for name in platforms) else OK


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
