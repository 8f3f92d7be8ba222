"""What of WeasyPrint our pages rest on that it does not promise: a new version of it is read again there."""

import hashlib
import inspect

import pytest

from chapbook.typeset.weasyprint import fills, rag, running, tagging

SEAMS = {
    f"{module.__name__.rpartition('.')[2]}.py: {seam.what.__qualname__}": seam
    for module in (fills, rag, running, tagging)
    for seam in module.SEAMS
}


@pytest.mark.parametrize("name", SEAMS)
def test_what_pages_rest_on_is_unchanged(name):
    """A changed function of WeasyPrint is named, with what rests on it."""
    seam = SEAMS[name]
    digest = hashlib.sha256(inspect.getsource(seam.what).encode()).hexdigest()[:12]

    assert seam.digest == digest, (
        f"WeasyPrint's {seam.what.__module__}.{seam.what.__qualname__} is not the one that was read: {seam.why}. "
        "Read it again, then write its new digest into SEAMS of that file"
    )
