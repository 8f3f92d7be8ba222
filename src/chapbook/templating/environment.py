"""Templates: ordinary Jinja over the chain, in its sandbox, with furniture words from gettext."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import Any

import jinja2
from jinja2.ext import extract_from_ast
from jinja2.meta import find_referenced_templates
from jinja2.sandbox import SandboxedEnvironment
from markupsafe import Markup

from chapbook.catalogs.furniture import Furniture
from chapbook.content.typography import TextPass
from chapbook.files.chain import Chain
from chapbook.files.yaml import decoded
from chapbook.problems.problem import Problem, Problems, Spot, at_work, guess, problem, q
from chapbook.templating.sandbox import BoundedEnvironment, TooMuch, allowance, formats, priced


def render(chain: Chain, name: str, context: dict[str, Any]) -> str:
    """A template filled in. `context["typesetter"]` says the furniture words: `word(text)`, `plural(one, many, n)`."""
    try:
        with allowance():
            pieces = _environment(chain, chain.state("templates")).get_template(name).generate(context)
            return "".join(map(priced, pieces))
    except (jinja2.TemplateError, *_SLIPS) as error:
        raise Problems([_problem(chain, error, rendered=name)]) from None


# What Python says when a template adds words to numbers, asks for item 9 of 3, includes itself without end, or is
# nested a thousand times, which Jinja turns into Python nested as deeply.
_SLIPS = (
    ArithmeticError, AttributeError, LookupError, MemoryError, RuntimeError, SyntaxError, TypeError, ValueError,
)  # fmt: skip


def compile_all(chain: Chain) -> Iterator[Problem]:
    """Compile every template of the chain, and say which cannot be."""
    environment = _environment(chain, chain.state("templates"))
    for name in chain.names("templates", "**/*.html"):
        try:
            with at_work(name):
                environment.get_template(name.removeprefix("templates/"))
        except Problems as unreadable:
            yield from unreadable.problems
        except (jinja2.TemplateError, *_SLIPS) as error:
            yield _problem(chain, error, chain.find(name))


@dataclass(frozen=True)
class Furnisher:
    """Furniture words for templates, set by the text pass."""

    furniture: Furniture
    text: TextPass

    def word(self, text: str, context: str = "") -> Markup:
        return self.text.plain(self.furniture.say(text, context))

    def plural(self, one: str, many: str, count: int) -> Markup:
        return self.text.plain(self.furniture.plural(one, many, count))


def words_of(chain: Chain, names: frozenset[str]) -> set[tuple[str, str]]:
    """The furniture words, each with its context, of some templates and of all that those include or import by name.

    Both forms of a plural are words. A template that is missing or cannot be read has none; `compile_all` says so.
    """
    found: set[tuple[str, str]] = set()
    todo, done, state = {*names}, set[str](), chain.state("templates")
    while todo:
        done.add(name := todo.pop())
        words, below = _words(chain, name, state)
        found |= words
        todo |= below - done
    return found


@lru_cache(maxsize=256)
def _words(chain: Chain, name: str, state: Hashable) -> tuple[frozenset[tuple[str, str]], frozenset[str]]:
    environment = _environment(chain, state)
    assert environment.loader is not None
    try:
        return _words_in(environment.loader.get_source(environment, name)[0])
    except (Problems, jinja2.TemplateError, *_SLIPS):
        return frozenset(), frozenset()


@lru_cache(maxsize=512)
def _words_in(source: str) -> tuple[frozenset[tuple[str, str]], frozenset[str]]:
    tree = _bounded().parse(source)
    words: set[tuple[str, str]] = set()
    for _, function, said in extract_from_ast(tree, babel_style=False):
        texts = [text for text in (said if isinstance(said, tuple) else (said,)) if text]
        context = texts.pop(0) if "pgettext" in function else ""
        words |= {(context, text) for text in texts}
    return frozenset(words), frozenset(filter(None, find_referenced_templates(tree)))


@lru_cache(maxsize=4)
def _environment(chain: Chain, state: Hashable) -> SandboxedEnvironment:
    """Jinja over the chain; what is compiled is kept while no template changes."""

    def load(name: str) -> tuple[str, str, Callable[[], bool]] | None:
        relative = f"library/templates/{name[8:]}" if name.startswith("library/") else f"templates/{name}"
        path = chain.find(relative)
        return (decoded(path, chain.shown(path)), str(path), lambda: True) if path else None

    return _bounded(jinja2.FunctionLoader(load))


class _Environment(BoundedEnvironment):
    """Templates of the same words, in a hospital's project and in its copy, are made into Python once."""

    def compile(  # type: ignore[override]
        self, source: str, name: str | None = None, filename: str | None = None, **how: Any
    ) -> Any:
        if how.get("raw"):
            return super().compile(source, name, filename, **how)
        try:
            return self._compile(_as_python(source, name), filename or "<template>")
        except jinja2.TemplateSyntaxError:
            # Which says the file, too.
            return super().compile(source, name, filename)


@lru_cache(maxsize=512)
def _as_python(source: str, name: str | None) -> str:
    return str(_bounded().compile(source, name, raw=True))


def _bounded(loader: jinja2.BaseLoader | None = None) -> SandboxedEnvironment:
    """Jinja in its sandbox; a name that is not there is an error, never an empty string.

    No template changes a list or a mapping that it is given: the next one, and the press itself, read it too.
    """
    environment = _Environment(
        loader=loader,
        undefined=jinja2.StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    # As `catalogs` reads it: a message over several lines is one line.
    environment.policies["ext.i18n.trimmed"] = True
    # The words come from the edition's own furniture, so that one environment, compiled once, serves every language.
    environment.install_gettext_callables(  # type: ignore[attr-defined]
        jinja2.pass_context(lambda context, text: formats(context["typesetter"].word(text))),
        jinja2.pass_context(lambda context, one, many, count: formats(context["typesetter"].plural(one, many, count))),
        newstyle=True,
        pgettext=jinja2.pass_context(lambda context, where, text: formats(context["typesetter"].word(text, where))),
    )
    return environment


def _problem(chain: Chain, error: Exception, template: Path | None = None, rendered: str = "") -> Problem:
    """What Jinja could not do, at the line of the template, or in the one that it could not compile."""
    if template and not isinstance(error, jinja2.TemplateError):
        return problem("T001", Spot(chain.shown(template)), fault=_said(error))
    if isinstance(error, jinja2.TemplateNotFound):
        folder, name = PurePosixPath("templates", str(error.name)).parent, PurePosixPath(str(error.name)).stem
        known = [PurePosixPath(other).stem for other in chain.names(folder.as_posix(), "*.html")]
        return problem("T003", _spot(chain, error), name=q(error.name), guess=guess(name, known))
    if isinstance(error, (TooMuch, MemoryError)):
        spot = _spot(chain, error)
        whole = chain.find(f"templates/{rendered}") if spot == _SOMEWHERE else None
        return problem("T006", Spot(chain.shown(whole)) if whole else spot, fault=_said(error))
    code = "T001" if isinstance(error, jinja2.TemplateSyntaxError) else "T002"
    return problem(code, _spot(chain, error), fault=_said(error))


def _said(error: Exception) -> str:
    """What Jinja or Python says, in a line."""
    if isinstance(error, MemoryError):
        return "it takes more memory than there is"
    if isinstance(error, (RecursionError, SyntaxError)) or "integer string conversion" in str(error):
        return "it is nested too deeply, or asks for too much"
    said = (str(error).splitlines() or [type(error).__name__])[0].rstrip(".")
    return re.sub(r"^'dict object' has no attribute (.*)", r"there is no \1 here", said)


_SOMEWHERE = Spot("templates")


def _spot(chain: Chain, error: Exception) -> Spot:
    """The deepest line of a template on the way to an error."""
    if isinstance(error, jinja2.TemplateSyntaxError):
        path = chain.find(f"templates/{error.name}") if error.name else None
        # Of a comment or a string without an end, Jinja tells the whole path.
        return Spot(chain.shown(path or Path(str(error.name))), error.lineno)
    spot, trace = _SOMEWHERE, error.__traceback__
    while trace is not None:
        file = trace.tb_frame.f_code.co_filename
        if file.endswith(".html"):
            spot = Spot(chain.shown(Path(file)), trace.tb_lineno)
        trace = trace.tb_next
    return spot
