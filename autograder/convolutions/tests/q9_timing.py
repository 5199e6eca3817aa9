from otter.test_files import test_case

OK_FORMAT = False

name = "q9_timing"
points = 6

@test_case(points=1, hidden=False, 
    failure_message="A function that takes two seconds by the clock takes two seconds, and a guess is a positive number.")
def test_time_of_one_function(measure, guess_speedup):
    from torchgrade import checks
    assert checks.number(guess_speedup, what='guess_speedup') > 0, 'guess_speedup should be positive'
    now = [5.0]

    def slow(x, w, b, conv_param):
        now[0] += 2.0
    found = measure({'slow': slow}, [(1, 2, 3, {})], repeats=3, clock=lambda: now[0])
    checks.equal(found, {'slow': [2.0]}, what='the result of measure')

@test_case(points=3, hidden=True, 
    failure_message="measure is wrong for some functions: the first call must not be timed, the smallest time counts, each case has its own, and every call gets the arguments of its case.")
def test_times_of_several_functions(measure):
    from torchgrade import checks
    for repeats, wanted in ((3, 0.25), (1, 0.5), (5, 0.125)):
        now, calls = ([100.0], [])
        pattern = [8.0, 0.5, 0.25, 1.0, 0.125, 2.0]

        def waits(name, factor):
            seen = {}

            def function(x, w, b, conv_param):
                calls.append((name, x, w, b, conv_param['stride']))
                seen[x] = seen.get(x, 0) + 1
                now[0] += factor * x * pattern[seen[x] - 1]
            return function

        def clock():
            now[0] += 0.0
            return now[0]
        functions = {'b': waits('b', 1.0), 'a': waits('a', 16.0)}
        cases = [(1, 2, 3, {'stride': 4}), (4, 5, 6, {'stride': 7})]
        found = checks.returns(measure, functions, cases, repeats, clock, type=dict, what='measure')
        checks.equal(set(found), {'a', 'b'}, what='the names in the result of measure')
        for name, factor in (('b', 1.0), ('a', 16.0)):
            right = [factor * wanted, 4 * factor * wanted]
            checks.close(list(found[name]), right, what=f'the seconds with {repeats} repeats')
        rights = [(n, *case[:3], case[3]['stride']) for n in 'ab' for case in cases]
        checks.equal(sorted(set(calls)), sorted(rights), what='The arguments that the functions got')
        checks.equal(len(calls), 4 * (repeats + 1), what='How often the functions were called')
    checks.equal(measure({}, cases), {}, what='The times of no functions')
    checks.equal(measure({'f': lambda x, w, b, p: None}, []), {'f': []}, what='The times of no cases')
    now = [0.0]

    def costly():
        now[0] += 1.0
        return now[0]
    found = measure({'f': lambda x, w, b, p: None}, cases, 2, costly)
    checks.equal(found, {'f': [1.0, 1.0]}, what='The times if each look at the clock takes a second')
    checks.equal(now[0], 8.0, what='How often the clock is read for two cases with two repeats')
    calls = []
    measure({'f': lambda x, w, b, p: calls.append(p)}, cases * 6, 20, costly)
    checks.equal(len(calls), 12 * 21, what='How often a function was called for 12 cases with 20 repeats')
    calls = []
    measure({'f': lambda x, w, b, p: calls.append(p)}, cases)
    checks.equal(len(calls), 2 * 6, what='How often a function was called for two cases by default')

    def broken(x, w, b, conv_param):
        raise ZeroDivisionError('no convolution today')
    checks.raises(ZeroDivisionError, measure, {'f': broken}, cases, 2, what='measure with a function that fails')
    checks.lets_errors_out(lambda f: measure({'f': f}, cases, 2), what='measure')

    def breaks_later(x, w, b, conv_param):
        now[0] += 1.0
        if now[0] > 4:
            broken(x, w, b, conv_param)

    def breaks_first(x, w, b, conv_param):
        now[0] += 1.0
        if now[0] == 1.0:
            broken(x, w, b, conv_param)
    now = [0.0]
    what = 'measure with a function that fails in its first call'
    checks.raises(ZeroDivisionError, measure, {'f': breaks_first}, cases[:1], 5, what=what)
    now = [0.0]
    what = 'measure with a function that fails in a later call'
    checks.raises(ZeroDivisionError, measure, {'f': breaks_later}, cases[:1], 5, what=what)
    checks.stateless(measure, {7: lambda x, w, b, p: None}, cases, 2, lambda: 0.0, what='measure')
    now = [0.0]

    def tiny():
        now[0] += 3e-09
        return now[0]
    found = measure({'f': lambda x, w, b, p: None}, cases[:1], 3, tiny)
    checks.close(found['f'], [3e-09], rtol=1e-06, atol=0.0, what='the seconds of a fast function')
    found = measure({7: lambda x, w, b, p: None}, cases, 2, lambda: 0.0)
    checks.equal(found, {7: [0.0, 0.0]}, what='The times of a function whose name is a number')

@test_case(points=2, hidden=True, 
    failure_message="The figure should have a line for each function with its times, two logarithmic axes with labels, and a legend with the names, and each call draws a new one.")
def test_figure_of_the_times(draw_times):
    from torchgrade import checks
    import numpy as np

    def look(line):
        return [str(line.get_color()), str(line.get_linestyle()), str(line.get_marker())]
    for sizes, times in (([8, 16, 32], {'loops': [0.1, 0.4, 1.6], 'library': [0.0001, 0.0002, 0.0003]}), ([4, 40, 60], {'one': [2.0, 1.0, 6.0], 'two': [3.0, 5.0, 8.0], 'three': [4.0, 7.0, 9.0]})):
        checks.stateless(draw_times, sizes, times, what='draw_times')
        axis = checks.unchanged(draw_times, sizes, times, what='draw_times')
        assert axis is not None, 'draw_times should return the axes that it drew on.'
        assert axis.get_xlabel() and axis.get_ylabel(), 'An axis has no label.'
        assert axis.get_xscale() == 'log' and axis.get_yscale() == 'log', 'An axis is not logarithmic.'
        curves = [(np.asarray(line.get_xdata(), dtype=float), np.asarray(line.get_ydata(), dtype=float), look(line)) for line in axis.get_lines()]
        curves = [curve for curve in curves if len(curve[1]) == len(sizes)]
        checks.equal(len(curves), len(times), what='The number of lines in the figure')
        samples = [(text.get_text(), look(sample)) for legend in (axis.get_legend(), *axis.get_figure().legends) if legend is not None for text, sample in zip(legend.get_texts(), legend.get_lines())]
        missing = set(times) - {name for name, _ in samples}
        checks.equal(missing, set(), what='The names that are missing in the legend')
        for name, seconds in times.items():
            found = [x for x, y, its in curves if (name, its) in samples and np.allclose(y, seconds, rtol=1e-09)]
            assert len(found) == 1, 'A line does not show the times of its name.'
            checks.close([float(n) for n in found[0]], [float(n) for n in sizes], what='the sizes on a line')

