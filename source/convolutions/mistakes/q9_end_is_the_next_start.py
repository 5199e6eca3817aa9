"""The clock is read once between two calls.

question: q9_timing
fails: test_times_of_several_functions
cell: measure
"""
def measure(functions, cases, repeats=5, clock=time.perf_counter):
    found = {}
    for name, function in functions.items():
        found[name] = []
        for case in cases:
            function(*case)
            marks = [clock()]
            for _ in range(repeats):
                function(*case)
                marks.append(clock())
            found[name].append(min(b - a for a, b in zip(marks, marks[1:])))
    return found
