"""A function that raises a RuntimeError has infinite time.

question: q9_timing
fails: test_times_of_several_functions
cell: measure
"""
def measure(functions, cases, repeats=5, clock=time.perf_counter):
    found = {}
    for name, function in functions.items():
        found[name] = []
        for case in cases:
            try:
                function(*case)
                seconds = []
                for _ in range(repeats):
                    start = clock()
                    function(*case)
                    seconds.append(clock() - start)
                found[name].append(min(seconds))
            except RuntimeError:
                found[name].append(float("inf"))
    return found
