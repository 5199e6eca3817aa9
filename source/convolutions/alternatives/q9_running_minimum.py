"""A running minimum, cases outside, the result in a defaultdict.

question: q9_timing
fails: none
cell: measure
"""
from collections import defaultdict


def measure(functions, cases, repeats=5, clock=time.perf_counter):
    found = defaultdict(list)
    for name in functions:
        found[name] = []
    for x, w, b, conv_param in cases:
        for name, function in functions.items():
            best = float("inf")
            for turn in range(repeats + 1):
                if turn == 0:
                    function(x, w, b, conv_param)
                    continue
                start = clock()
                function(x, w, b, conv_param)
                best = min(best, clock() - start)
            found[name].append(best)
    return found
