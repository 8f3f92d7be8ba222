"""From a booklet to its manuscript: the text in order for one place, not yet translated, values still open."""

from __future__ import annotations

from collections.abc import Callable

from chapbook.content.booklet import Block, Edition, block_path
from chapbook.content.evidence import SourceModel
from chapbook.content.kind import BlockModel
from chapbook.content.manuscript import Chapter, Manuscript
from chapbook.content.project import Project
from chapbook.content.text import Message, Words
from chapbook.content.walk import leaves, value_names, with_words


def assemble(project: Project, edition: Edition) -> Manuscript:
    """The manuscript of an edition: blocks in order, what prints elsewhere left out."""
    booklet, place = project.booklets[edition.booklet], edition.place
    revised = booklet.content.revised
    changed = max(revised, project.imprint.revised or revised)
    # What the order names is in the chapters; a chapter that does not print here needs no translation.
    covers = booklet.content.model_copy(update={"order": (), "revised": changed})
    chapters: list[Chapter] = []
    for chapter in booklet.content.order:
        named = filter(None, map(booklet.block, chapter.named))
        blocks = tuple(_block(block, place) for block in named if block.content.prints_in(place))
        may_fall = {block_path(booklet.name, name) for name in chapter.fill}
        fill = tuple(block.path for block in blocks if block.path in may_fall)
        if len(blocks) > len(fill):
            title = _messages(booklet.name, "booklet")(chapter.chapter, "order.chapter")
            name = f"chapter-{len(chapters) + 1}"
            is_tight = edition.locale in chapter.tight
            chapters.append(Chapter(name, title, chapter.tone, blocks, chapter.family, fill, is_tight))
    printed = [leaf for chapter in chapters for block in chapter.blocks for leaf in leaves(block.content)]
    values = tuple(sorted({name for leaf in printed for name in value_names(leaf.leaf)}))
    facts = tuple(dict.fromkeys(fact for leaf in printed for fact in leaf.facts))
    return Manuscript(
        edition,
        with_words(covers, _messages(booklet.name, "booklet"), place),
        tuple(chapters),
        values,
        facts,
        _sources(project, edition, facts, values),
    )


def _block(block: Block, place: str) -> Block:
    """A block as it prints in a place, without what speaks to those who write it: another note makes no other page."""
    apparatus = {name: BlockModel.model_fields[name] for name in BlockModel.apparatus}
    empty = {name: field.get_default(call_default_factory=True) for name, field in apparatus.items()}
    written = block.content.model_copy(update=empty)
    return Block(block.path, block.spot, with_words(written, _messages(block.domain, block.name), place))


def _messages(domain: str, owner: str) -> Callable[[Words, str], Message]:
    """What turns words into messages of a domain; an owner and a field are the context of each."""

    def message(words: Words, field: str) -> Message:
        at, context = words.in_catalog(domain, owner, field)
        return Message(words.text, words.spot, words.for_staff, domain=at, context=context)

    return message


def _sources(
    project: Project, edition: Edition, facts: tuple[str, ...], values: tuple[str, ...]
) -> tuple[SourceModel, ...]:
    """The sources behind the facts of the text and of the place's values, by publisher, less general knowledge."""
    cited = [*facts]
    for name in sorted(values & project.values.keys()):
        setting = project.setting(name, edition.place)
        cited += [*(setting.facts if setting else ())]
    ids = {
        source for fact in cited if fact in project.evidence.facts for source in project.evidence.facts[fact].sources
    }
    rows = [
        project.evidence.sources[name]
        for name in ids
        if name in project.evidence.sources and name != "general-knowledge"
    ]
    return tuple(sorted(rows, key=lambda source: (source.publisher.casefold(), source.title.casefold())))
