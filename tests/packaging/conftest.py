"""The bootstrap as a module, and small checkouts in which it can be started for real."""

import importlib.util
import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

import pytest

BOOTSTRAP = Path(__file__).resolve().parents[2] / "packaging" / "bootstrap.py"

# What stands in for the program and for pytest: it tells how it was started and ends with 7.
STAND_IN = """
import json, os, sys
print(json.dumps({"arguments": sys.argv[1:], "folder": os.getcwd(), "python": sys.prefix,
                  "platform": os.environ.get("QT_QPA_PLATFORM")}))
sys.exit(7)
"""


def load_bootstrap(path: Path) -> ModuleType:
    """Load the bootstrap at the path as a module."""
    spec = importlib.util.spec_from_file_location("bootstrap_under_test", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def bootstrap() -> ModuleType:
    return load_bootstrap(BOOTSTRAP)


@dataclass(frozen=True, slots=True)
class Checkout:
    """A folder with the real bootstrap, an empty lock file and stand-ins for the programs."""

    root: Path
    module: ModuleType

    def start(
        self,
        *arguments: str,
        python: tuple[str, ...] = (),
        folder: Path | None = None,
        **variables: str,
    ) -> subprocess.CompletedProcess[str]:
        """Start the bootstrap where no display, no apt-get and no sudo can be found."""
        hidden = {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM", "CI", "PYTHONPATH"}
        kept = {name: value for name, value in os.environ.items() if name not in hidden}
        nowhere = self.root / "no-programs"
        nowhere.mkdir(exist_ok=True)
        return subprocess.run(
            [sys.executable, *python, str(self.root / "packaging" / "bootstrap.py"), *arguments],
            env={**kept, "PATH": str(nowhere), **variables},
            cwd=folder or self.root,
            check=False,
            capture_output=True,
            text=True,
            stdin=subprocess.DEVNULL,
            timeout=60,
        )

    def told(self, ended: subprocess.CompletedProcess[str]) -> dict[str, object]:
        """Return what the stand-in said of how it was started."""
        told: dict[str, object] = json.loads(ended.stdout)
        return told


@pytest.fixture
def bare_checkout(tmp_path: Path) -> Checkout:
    """Return a checkout in which nothing is installed yet."""
    root = tmp_path / "a checkout"
    for package in ("flashprep", "pytest"):
        (root / package).mkdir(parents=True)
        (root / package / "__init__.py").touch()
        (root / package / "__main__.py").write_text(STAND_IN, encoding="utf-8")
    (root / "packaging").mkdir()
    (root / "packaging" / "requirements.txt").touch()
    copy = Path(shutil.copy(BOOTSTRAP, root / "packaging"))
    return Checkout(root, load_bootstrap(copy))


@pytest.fixture
def ready_checkout(bare_checkout: Checkout) -> Checkout:
    """Return a checkout in which everything is installed, for every platform asked of it."""
    module = bare_checkout.module
    subprocess.run(
        [sys.executable, "-m", "venv", "--without-pip", str(module.VENV)], check=True, timeout=60
    )
    reach = os.path.relpath(module.ROOT, module.site_packages())
    (module.site_packages() / "flashprep-checkout.pth").write_text(reach, encoding="utf-8")
    module.STAMP.write_text(f"{module.token()}\nnone\noffscreen\nxcb\n", encoding="utf-8")
    return bare_checkout
