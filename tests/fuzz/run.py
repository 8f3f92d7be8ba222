"""Any number of cases by hand: `python tests/fuzz/run.py --cases 20000 --seed 1` prints those that are not borne."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[1])]

from fuzz.bearing import ground  # noqa: E402 - found from here on
from fuzz.cases import KINDS, case  # noqa: E402


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=0, help="each seed has a million cases of its own")
    parser.add_argument("--only", choices=[*KINDS])
    parser.add_argument("--case", type=int, help="one case alone, by the number that was printed")
    asked = parser.parse_args()
    numbers = [asked.case] if asked.case else range(asked.seed * 1_000_000, asked.seed * 1_000_000 + asked.cases)
    tried, failed = Counter[str](), Counter[str]()
    with ground() as here:
        for number in numbers:
            each = case(number)
            if asked.only and each.kind != asked.only:
                continue
            tried[each.kind] += 1
            if faults := here.faults(each):
                failed[each.kind] += 1
                print(
                    f"{number} {each.kind}: chapbook {' '.join(each.command)}\n    " + "\n    ".join(faults), flush=True
                )
    print(", ".join(f"{kind} {count}" for kind, count in sorted(tried.items())))
    print(f"{tried.total()} cases, {failed.total()} not borne")
    sys.exit(bool(failed))


if __name__ == "__main__":
    main()
