"""What benchmarks share."""

import time


def seconds(work, *arguments):
    """How long work takes of a processor, and what it gives."""
    start = time.process_time()
    result = work(*arguments)
    return time.process_time() - start, result
