"""The clock is read before the warm-up, and the warm-up is dropped by position.

question: q9_timing
fails: test_times_of_several_functions
cell: measure
"""
def measure(functions, cases, repeats=5, clock=time.perf_counter):
    found = {}
    for name, function in functions.items():
        found[name] = []
        for case in cases:
            times = []
            for _ in range(repeats + 1):
                start = clock()
                function(*case)
                times.append(clock() - start)
            found[name].append(sorted(times)[0])
    return found
