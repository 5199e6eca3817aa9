"""The untimed call may fail without a word.

question: q9_timing
fails: test_times_of_several_functions
cell: measure
"""
def measure(functions, cases, repeats=5, clock=time.perf_counter):
    out = {}
    for n, f in functions.items():
        out[n] = []
        for c in cases:
            try:
                f(*c)
            except Exception:
                pass
            ts = []
            for _ in range(repeats):
                t = clock(); f(*c); ts.append(clock() - t)
            out[n].append(min(ts))
    return out
