"""Commands that are hit while they write, ten thousand times: what is wrong after the next command.

A case is described in tests/fuzz/hit.py. Run: python tests/benchmarks/faults.py [CASES] [SEED]
"""

import sys
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from fuzz.hit import case, prepared_all


def main(cases, seed):
    found, counted = Counter(), Counter()
    with prepared_all() as ready:
        for number in range(seed * 1_000_000, seed * 1_000_000 + cases):
            name, faults = case(ready, number)
            counted[name] += 1
            found[name] += bool(faults)
            for fault in faults:
                print(f"case {number}, {name}: {fault}", file=sys.stderr)
    print(f"{cases} cases (seed {seed}): {', '.join(f'{name} {count}' for name, count in counted.most_common())}")
    print(f"{found.total()} with something wrong")
    return bool(found.total())


if __name__ == "__main__":
    given = [*map(int, sys.argv[1:])]
    sys.exit(main(*given, *(10_000, 1)[len(given) :]))
