"""No more than ten repeats.

question: q9_timing
fails: test_times_of_several_functions
cell: measure
"""
def measure(functions, cases, repeats=5, clock=time.perf_counter):
    """Return the seconds of one call, a dict: name -> list with a number for each case.

    functions: dict, name -> function (x, w, b, conv_param); cases: list of (x, w, b, conv_param)
    repeats: calls that are timed; clock: function that returns the time in seconds
    """
    found = {}
    for name, function in functions.items():
        found[name] = []
        for case in cases:
            function(*case)
            seconds = []
            for _turn in range(min(repeats, 10)):
                start = clock()
                function(*case)
                seconds.append(clock() - start)
            found[name].append(min(seconds))
    return found
