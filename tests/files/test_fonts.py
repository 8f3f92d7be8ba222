"""The case of type: one file a face, nothing from the machine, and plain words where something is lacking."""

import ast
import json
import os
import re
import shutil
import subprocess
import sys
import unicodedata
from importlib.util import find_spec
from pathlib import Path
from tempfile import gettempdir

import pytest
from fontTools.ttLib import TTFont

from chapbook.files import fonts
from chapbook.problems.problem import Missing

ROOT = Path(__file__).parents[2]
FONTS = ROOT / "styles" / "fonts"

needs_fonts = pytest.mark.skipif(not fonts.files(FONTS), reason="no fonts here yet: make fonts")


@needs_fonts
def test_families_of_the_library():
    """The library is set in three families, and only Andika slopes."""
    found = {family: len(files) for family, files in fonts.families(FONTS).items()}

    assert {"Andika": 4, "Noto Sans": 2, "Vazirmatn": 2} == found


# Each character of these standards: of Chinese, simplified and traditional, and of Japanese.
CHARACTERS = [("gb2312", range(0xB0, 0xF8)), ("big5", range(0xA4, 0xFA)), ("euc_jp", range(0xA4, 0xF5))]


@needs_fonts
@pytest.mark.parametrize(("standard", "rows"), CHARACTERS)
def test_the_typeface_for_names_has_every_character(standard, rows):
    """Whatever a registry office could write in a standard, a copy can; and no page is set in this typeface."""
    (path,) = fonts.files(FONTS / "names")
    held = TTFont(path, lazy=True).getBestCmap()
    pairs = (bytes((row, cell)) for row in rows for cell in (*range(0x40, 0x7F), *range(0xA1, 0xFF)))
    wanted = {each for pair in pairs if len(each := pair.decode(standard, "ignore")) == 1 and not each.isascii()}

    assert 6_000 < len(wanted)
    assert [] == sorted(each for each in wanted if ord(each) not in held)
    assert path not in fonts.files(FONTS)


@needs_fonts
def test_every_family_has_regular_and_bold():
    """Every family of the folder has a regular and a bold face, so nothing is thickened by machine."""
    for family, files in fonts.families(FONTS).items():
        weights = {TTFont(path, lazy=True)["OS/2"].usWeightClass for path in files}

        assert {400, 700} == weights, family


@needs_fonts
@pytest.mark.parametrize(
    ("family", "characters"),
    [
        ("Andika", "0123456789 aáâãçéêíñóôõúü ÁÂÃÇÉÊÍÑÓÔÕÚÜ ¿¡ «» “” ‘’ – — … ° × ≥ ≤ \u00a0\u202f\u2011"),
        ("Vazirmatn", "0123456789 ابتثجحخدذرزسشصضطظعغفقكلمنهويءآأإؤئىة ، ؛ ؟ ًٌٍَُِّْ « »"),
    ],
)
def test_faces_hold_the_letters(family, characters):
    """Every face of a family holds the letters, digits and signs of the languages it is for."""
    for path in fonts.families(FONTS)[family]:
        held = TTFont(path, lazy=True).getBestCmap()
        lacking = [unicodedata.name(character) for character in characters if ord(character) not in held]

        assert [] == lacking, path.name


def test_no_fonts(tmp_path):
    """A folder without fonts is refused with the command that fills it, since Pango would end the process."""
    with pytest.raises(Missing) as lack:
        fonts.alone(tmp_path).__enter__()

    assert ("there are no fonts in " + str(tmp_path), "run: make fonts") == (lack.value.message, lack.value.hint)


@needs_fonts
def test_one_file_a_face(tmp_path):
    """Two files for one face are refused: the letters of one would print with the glyphs of the other."""
    original = (FONTS / "Andika_700Bold.ttf").read_bytes()
    (tmp_path / "Andika-Bold.ttf").write_bytes(original)
    (tmp_path / "Andika_Bold.TTF").write_bytes(original)

    with pytest.raises(Missing) as lack:
        fonts.families(tmp_path)

    assert "Andika-Bold.ttf and Andika_Bold.TTF are the same face" == lack.value.message
    assert "one file for each family, weight and style" in lack.value.hint


@needs_fonts
def test_settings_name_copies(tmp_path):
    """Fontconfig is told of a copy of each font, whatever its folder is called, and keeps its cache beside them."""
    folder = tmp_path / "R&D <fonts>"
    folder.mkdir()
    (folder / "Andika.ttf").symlink_to(FONTS / "Andika_400Regular.ttf")
    with fonts.alone(folder):
        settings = Path(os.environ["FONTCONFIG_FILE"]).read_text("utf-8")

        (copied,) = map(Path, re.findall("<dir>(.*)</dir>", settings))

    assert (FONTS / "Andika_400Regular.ttf").read_bytes() == (copied / "Andika.ttf").read_bytes()
    assert [f"{gettempdir()}/chapbook-"] == re.findall("<cachedir>(.*chapbook-).*/fontconfig</cachedir>", settings)


@needs_fonts
@pytest.mark.parametrize("before", [None, "/etc/fonts/mine.conf"])
def test_settings_are_given_back(monkeypatch, before):
    """Whatever the environment said of fonts, it says again afterwards, also when the block ends in a fault."""
    if before is None:
        monkeypatch.delenv("FONTCONFIG_FILE", raising=False)
    else:
        monkeypatch.setenv("FONTCONFIG_FILE", before)
    with pytest.raises(Missing), fonts.alone(FONTS):
        raise Missing("a fault")

    assert before == os.environ.get("FONTCONFIG_FILE")


@pytest.mark.slow
@needs_fonts
def test_only_our_fonts_are_seen():
    """A page that asks for a font of the machine gets one of ours."""
    script = (
        "import sys; from pathlib import Path; from chapbook.files import fonts\n"
        "with fonts.alone(Path(sys.argv[1])):\n"
        "    import io, pikepdf, weasyprint\n"
        "    html = '<p style=\"font-family: DejaVu Sans, sans-serif\">38.0 °C</p>'\n"
        "    pdf = weasyprint.HTML(string=html).write_pdf()\n"
        "pdf = pikepdf.open(io.BytesIO(pdf))\n"
        "fonts = [o for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and '/FontFamily' in o]\n"
        "print(*{o.FontFamily for o in fonts}, sep='\\n')\n"
    )
    run = subprocess.run([sys.executable, "-c", script, FONTS], capture_output=True, text=True, check=True)

    assert run.stdout.strip() in fonts.families(FONTS)


def test_libraries_are_here():
    """This machine can set text, or says which libraries it lacks."""
    assert [] == fonts.system_libraries_missing()


def test_missing_library(monkeypatch):
    """A missing library is named, with what to install on Debian, Fedora and macOS."""
    monkeypatch.setitem(fonts.LIBRARIES, "Pango", ("libno-such-pango.so.0",))

    with pytest.raises(Missing) as lack:
        fonts.require_system_libraries()

    assert "this machine lacks Pango" == lack.value.message
    assert ["Debian", "Fedora", "macOS"] == [name for name in ("Debian", "Fedora", "macOS") if name in lack.value.hint]


def test_libraries_are_those_of_the_typesetter():
    """Every name that Chapbook looks for is one that WeasyPrint itself tries."""
    tree = ast.parse(Path(find_spec("weasyprint").origin).with_name("text").joinpath("ffi.py").read_text())
    tried = {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant)}

    assert set() == {name for names in fonts.LIBRARIES.values() for name in names} - tried


def test_lock_file_names_no_host():
    """The fonts come at exact versions with checksums, from whatever registry npm is set up for."""
    wanted = json.loads((FONTS / "package.json").read_text())["dependencies"]
    locked = json.loads((FONTS / "package-lock.json").read_text())["packages"]
    packages = {path.removeprefix("node_modules/"): entry for path, entry in locked.items() if path}

    assert wanted == {name: entry["version"] for name, entry in packages.items()}
    assert all(entry["integrity"].startswith("sha512-") for entry in packages.values())
    assert "http" not in (FONTS / "package-lock.json").read_text()


def test_every_family_has_its_licence():
    """Each family that is fetched has its notice beside it and in NOTICE."""
    fetched = re.findall(r"^  ([\w-]+)/.*\.ttf$", (ROOT / "tools" / "fonts").read_text(), re.M)
    notices = {path.stem.removeprefix("OFL-").lower() for path in FONTS.glob("OFL-*.txt")}

    assert {family.replace("-", "") for family in fetched} == notices
    assert all(path.name in (ROOT / "NOTICE").read_text() for path in FONTS.glob("OFL-*.txt"))


@pytest.mark.parametrize(
    "content", [b"", b"no font", b"\0\1\0\0" + b"\0" * 40, "cut", "bent"], ids=["empty", "text", "bare", "cut", "bent"]
)
def test_what_is_no_font_is_refused_by_name(tmp_path, content):
    """A file that is no font, of which the end is missing or a letter is damaged, is named with what to do."""
    whole = (FONTS / "Andika_400Regular.ttf").read_bytes()
    path = tmp_path / "Broken.ttf"
    bent = whole[:400_000] + b"\xff" + whole[400_001:]
    path.write_bytes({"cut": whole[:36_000], "bent": bent}.get(content, content))
    with pytest.raises(Missing, match=r"Broken\.ttf is no font, or is damaged"):
        fonts.families(tmp_path)


def test_a_folder_by_the_name_of_a_font_is_none(tmp_path):
    """A folder is passed over, whatever it is called."""
    (tmp_path / "Folder.ttf").mkdir()
    shutil.copy(FONTS / "Andika_400Regular.ttf", tmp_path)

    assert [tmp_path / "Andika_400Regular.ttf"] == fonts.files(tmp_path)
