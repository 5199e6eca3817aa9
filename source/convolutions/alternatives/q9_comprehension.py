"""A helper and a dict comprehension.

question: q9_timing
fails: none
cell: measure
"""
def _once(function, case, clock):
    before = clock()
    function(*case)
    after = clock()
    return after - before


def _best(function, case, repeats, clock):
    function(*case)
    return min(_once(function, case, clock) for _ in range(repeats))


def measure(functions, cases, repeats=5, clock=time.perf_counter):
    return {n: [_best(f, case, repeats, clock) for case in cases] for n, f in functions.items()}
