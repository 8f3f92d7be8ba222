"""Files for the web: what a reader that fetches them piece by piece finds where it looks."""

from io import BytesIO

import pytest
from pikepdf import Job, Name, ObjectStreamMode, OutlineItem, Pdf

from chapbook.finish import linear
from chapbook.finish.linear import linearized
from reading import made


def with_bookmarks(count, deep=False):
    """Three pages and so many bookmarks, one below another or one after another, as finishing hands them over."""
    pdf = Pdf.new()
    for _ in range(3):
        pdf.add_blank_page(page_size=(200, 200))
    with pdf.open_outline(max_depth=99) as outline:
        into = outline.root
        for number in range(count):
            into.append(OutlineItem(f"Chapter {number}", number % 3))
            into = into[-1].children if deep else into
    pdf.Root.PageMode = Name.UseOutlines if count else Name.UseNone
    file = BytesIO()
    pdf.save(file, deterministic_id=True, object_stream_mode=ObjectStreamMode.generate)
    return file.getvalue()


def as_before(packed):
    """Put in order with its bookmarks where they were, among all that the first page needs."""
    file = BytesIO()
    with Pdf.open(BytesIO(packed)) as pdf:
        pdf.save(file, deterministic_id=True, linearize=True, object_stream_mode=ObjectStreamMode.generate)
    return file.getvalue()


def is_clean(content, folder):
    """Whether qpdf, which comes with pikepdf, checks a file without a warning."""
    path = folder / "file.pdf"
    path.write_bytes(content)
    job = Job(["qpdf", "--check", str(path)])
    job.run()
    return not job.has_warnings


def bookmarks(content):
    """Each bookmark: how deep, its words, its page, whether it is open."""
    found = []

    def read(items, depth):
        for item in items:
            page = [page.objgen for page in pdf.pages].index(item.destination[0].objgen)
            found.append((depth, item.title, page, item.is_closed))
            read(item.children, depth + 1)

    with Pdf.open(BytesIO(content)) as pdf, pdf.open_outline(max_depth=99) as outline:
        read(outline.root, 0)
    return found


@pytest.mark.parametrize("count", [0, 1, 90, 250])
def test_no_checker_warns(count, tmp_path):
    """However many bookmarks there are, the tables of the file say where they stand."""
    content = linearized(with_bookmarks(count))

    with Pdf.open(BytesIO(content)) as pdf:
        assert pdf.is_linearized
    assert is_clean(content, tmp_path)


def test_a_table_that_leads_elsewhere_is_found(tmp_path):
    """The check of these tests sees the fault: 250 bookmarks, some of them in one stream with the first page's."""
    assert not is_clean(as_before(with_bookmarks(250)), tmp_path)


@pytest.mark.parametrize("count", [1, 250])
def test_bookmarks_stand_in_no_stream(count):
    """Older checkers count the bookmarks of a file by themselves, so none shares a stream with other objects."""
    content = linearized(with_bookmarks(count))
    with Pdf.open(BytesIO(content)) as pdf:
        numbers = [item.objgen[0] for item in linear._bookmarks(pdf)]

    assert [] == [number for number in numbers if b"\n%d 0 obj" % number not in content]
    assert count + 1 == len(numbers)


@pytest.mark.parametrize("deep", [False, True], ids=["flat", "deep"])
def test_bookmarks_lead_where_they_led(deep):
    """Made anew, each bookmark has its words, its place among the others, and its page."""
    packed = with_bookmarks(30, deep)

    assert bookmarks(packed) == bookmarks(linearized(packed))
    assert 30 == len(bookmarks(packed))


def test_same_input_same_bytes():
    """The same file, put in order twice, is the same bytes."""
    assert linearized(with_bookmarks(250)) == linearized(with_bookmarks(250))


@pytest.mark.slow
@pytest.mark.parametrize("edition", ["car-t-journey.en-US.us", "blinatumomab-at-home.ar.us"])
def test_no_checker_warns_of_a_booklet(edition, tmp_path):
    """A booklet of the library, as families download it, is checked without a warning."""
    assert is_clean(made(edition, "download"), tmp_path)
