"""Without being told, one call is timed.

question: q9_timing
fails: test_times_of_several_functions
cell: measure
"""
def measure(functions, cases, repeats=1, clock=time.perf_counter):
    def best(function, case):
        function(*case)
        times = []
        for _ in range(repeats):
            start = clock()
            function(*case)
            times.append(clock() - start)
        return min(times)
    return {name: [best(f, case) for case in cases] for name, f in functions.items()}
