"""What a build has to make: whole batches, each with what it rests on."""

import pickle
from dataclasses import replace

from chapbook.content.jobs import Wanted, with_proof_sheets
from chapbook.texts import Texts
from chapbook.worklist import inputs_of, said, worklist
from conftest import sound, write


def planned(project, fresh=(), shared="press"):
    """What is to be made of the small project, where some files are as they were made."""
    texts = Texts(sound(project))
    jobs = with_proof_sheets(texts.project, Wanted().jobs(texts.project))
    says = said(texts, Wanted().editions(texts.project), {})
    return worklist(texts, jobs, says, inputs_of(jobs, shared, says), {*fresh})


def files(work):
    return [[job.file for job in each.batch.jobs] for each in work]


def test_a_batch_is_made_whole(project):
    """Where one file of a batch is old, all of its files are made, and of other batches none."""
    english, spanish = files(planned(project))

    assert 3 == len(english)
    assert [english] == files(planned(project, [*spanish, *english[1:]]))
    assert [] == files(planned(project, [*spanish, *english]))


def test_a_fact_that_is_gone_is_not_verified(project):
    """An edition that cites a fact which is no longer there rests on what nobody found, and can still be asked for."""
    texts = Texts(sound(project))
    (edition, _) = editions = Wanted().editions(texts.project)
    there = said(texts, editions, {})[edition].proof_sheet
    facts = {name: fact for name, fact in texts.project.evidence.facts.items() if name != "wash-hands"}
    without = Texts(replace(texts.project, evidence=replace(texts.project.evidence, facts=facts)))

    assert there != said(without, editions, {})[edition].proof_sheet


def test_what_all_files_rest_on_changes_every_key(project):
    """Another press is another key for every batch, and the same press the same."""
    keys = [each.key for each in planned(project)]

    assert keys == [each.key for each in planned(project)]
    assert not {*keys} & {each.key for each in planned(project, shared="another press")}


def test_a_batch_travels_with_its_booklet_alone(project):
    """To another process goes the booklet of a batch, and no other, and it is the same work there."""
    soap = "title: Soap\nlocales: [en-US]\ncover: {file: figures/sun.svg, alt: A sun}\nrevised: 2026-11-21\n"
    write(project / "booklets/soap/booklet.yaml", f"{soap}order:\n  - chapter: Soap\n    blocks: [soap]\n")
    write(project / "booklets/soap/soap.yaml", "kind: prose\ntitle: Soap\ntext: Take soap.\n")
    write(project / "booklets/soap/figures/sun.svg", (project / "booklets/fever/figures/sun.svg").read_text())
    work = planned(project)[0]
    there = pickle.loads(pickle.dumps(work))

    assert {"fever", "soap"} == {*work.texts.project.booklets}
    assert {"fever"} == {*there.texts.project.booklets}
    assert replace(work, texts=None) == replace(there, texts=None)
    assert work.texts.of(work.batch.edition) == there.texts.of(work.batch.edition)
