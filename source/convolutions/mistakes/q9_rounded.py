"""Times are rounded to microseconds.

question: q9_timing
fails: test_times_of_several_functions
cell: measure
"""
def measure(functions, cases, repeats=5, clock=time.perf_counter):
    def one(f, case):
        f(*case); best = math.inf
        for _ in range(repeats):
            t = clock(); f(*case); best = min(best, clock() - t)
        return round(best, 6)
    return {n: [one(f, c) for c in cases] for n, f in functions.items()}
