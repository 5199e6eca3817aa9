from otter.test_files import test_case

OK_FORMAT = False

name = "q11_sweep"
points = 10

@test_case(points=1, hidden=False, 
    failure_message="Two values and two seeds are four runs, each with a network of its own. One run against one can't be ranked.")
def test_sweep_of_four_runs(sweep, verdict):
    import torch
    from torchgrade import checks

    def make(seed):
        return torch.tensor([float(seed)])

    def train(net, value):
        return value + float(net[0]) / 8
    table = checks.returns(sweep, make, train, [1, 2], [0, 1], type=dict, what='sweep')
    checks.equal({value: [float(a) for a in runs] for value, runs in table.items()}, {1: [1.0, 1.125], 2: [2.0, 2.125]}, what='The table')
    checks.equal(verdict([0.7], [0.2]), "can't be ranked", what='verdict([0.7], [0.2])')
    checks.equal(verdict([0.7, 0.71, 0.72], [0.2, 0.21, 0.22]), 'first', what='verdict of accuracies that are far apart')

@test_case(points=1, hidden=True, 
    failure_message="bug is wrong. What is the same object in the first run and in the last?")
def test_bug_of_the_sweep(bug):
    from torchgrade import checks
    checks.equal(checks.choice(bug, 'abcdefgh', what='bug'), 'a', what='bug')

@test_case(points=2, hidden=True, 
    failure_message="Each run needs a new network, made with its seed and trained once with its value; the table holds the accuracies in the order of the seeds.")
def test_sweep_makes_a_network_for_each_run(sweep):
    import math
    import torch
    from torchgrade import checks
    made, trained = ([], [])

    def make(seed):
        made.append(seed)
        return torch.tensor([float(len(made)), float(seed)])

    def train(net, value):
        number, seed = net.tolist()
        trained.append((number, seed, value))
        return (7 * seed + 3 * value + number % 2) % 5 / 8 + 0.123456
    for values, seeds in (([0.1, 0.01, 1.0], [3, 0, 8]), ((5,), range(4)), ([2.0, 0.5], [6]), ([], [1, 2])):
        made.clear()
        trained.clear()
        table = checks.unchanged(sweep, make, train, values, seeds, what='sweep')
        runs = len(values) * len(seeds)
        checks.equal([len(made), len(trained)], [runs, runs], what='How often make and train were called')
        checks.equal(len({number for number, _, _ in trained}), runs, what='The number of networks that were trained')
        checks.equal(sorted(((seed, value) for _, seed, value in trained)), sorted(((seed, value) for value in values for seed in seeds)), what='The seeds and values of the runs')
        right = {}
        for number, seed, value in trained:
            right.setdefault(value, {})[seed] = (7 * seed + 3 * value + number % 2) % 5 / 8 + 0.123456
        checks.equal(set(table), set(values), what='The keys of the table')
        for value in values:
            checks.close(checks.numbers(table[value], len(seeds), what='The accuracies of a value'), [right[value][seed] for seed in seeds], rtol=1e-09, what='The accuracies of a value')
            assert all((isinstance(a, float) for a in table[value])), 'the accuracies must be floats'
    grades = {'sgd': 0.5, 3: float('nan'), None: 0.25}
    table = checks.returns(sweep, make, lambda net, value: grades[value], ['sgd', 3, None], [4, 2], type=dict)
    checks.equal({value: len(runs) for value, runs in table.items()}, {'sgd': 2, 3: 2, None: 2})
    checks.equal([table['sgd'], table[None]], [[0.5, 0.5], [0.25, 0.25]], what='The accuracies of two names')
    assert all((math.isnan(a) for a in table[3])), 'a run whose accuracy is not a number must show in the table'
    table = sweep(make, lambda net, value: torch.tensor(0.5), [1], [1, 2])
    checks.equal(table, {1: [0.5, 0.5]}, what='The table where train returns tensors')
    assert all((isinstance(a, float) for a in table[1])), 'the accuracies must be floats, also where train returns tensors'
    checks.stateless(sweep, lambda seed: seed, lambda net, value: net + value, [2.0, 1.0], [3, 5], what='sweep')

    def broken(net, value):
        raise ZeroDivisionError('diverged')
    checks.raises(ZeroDivisionError, sweep, make, broken, [1.0], [0], what='sweep with a training that fails')
    checks.lets_errors_out(lambda f: sweep(make, f, [1.0], [2, 3]), what='sweep')
    checks.lets_errors_out(lambda f: sweep(f, train, [1.0], [2, 3]), what='sweep')

@test_case(points=3, hidden=True, 
    failure_message="verdict does not follow the rule: three standard errors of the difference of means, with sample variances, and never with a single run.")
def test_verdict_follows_the_rule(verdict):
    import math
    import statistics
    import torch
    from torchgrade import checks
    g = checks.generator('q11 verdict')
    counts = {'first': 0, 'second': 0, "can't be ranked": 0}
    for trial in range(1500):
        n, m = (int(k) for k in torch.randint(1, 6, (2,), generator=g))
        n += 20 * (trial % 5 == 1)
        scale = torch.rand(2, generator=g, dtype=torch.float64) * 0.02
        apart = (torch.rand((), generator=g, dtype=torch.float64) - 0.5).item() * 0.14
        first = (0.6 + apart + scale[0] * torch.randn(n, generator=g, dtype=torch.float64)).tolist()
        second = (0.6 + scale[1] * torch.randn(m, generator=g, dtype=torch.float64)).tolist()
        right = "can't be ranked"
        if min(n, m) > 1:
            error = math.sqrt(statistics.variance(first) / n + statistics.variance(second) / m)
            difference = statistics.mean(first) - statistics.mean(second)
            if abs(abs(difference) - 3 * error) < 1e-09:
                continue
            if abs(difference) > 3 * error:
                right = 'first' if difference > 0 else 'second'
        counts[right] += 1
        if trial % 12 == 0 or counts[right] < 40:
            checks.equal(verdict(first, second), right, what=f'verdict of {n} and {m} accuracies')
    for first, second, right in (([0.5, 0.5, 0.5], [0.25, 0.25], 'first'), ([0.5, 0.5], [0.5, 0.5, 0.5], "can't be ranked"), ([0.25, 0.25], [0.5, 0.5, 0.5], 'second'), ([0.75, 0.5, 0.625], [0.125, 0.25, 0.0], 'first'), ([0.9], [0.1, 0.1, 0.1], "can't be ranked"), ([0.1, 0.1], [0.9], "can't be ranked")):
        checks.equal(checks.unchanged(verdict, first, second, what='verdict'), right, what=f'verdict({first}, {second})')
    checks.stateless(verdict, [0.5, 0.6], [0.7, 0.71], what='verdict')

@test_case(points=1, hidden=True, 
    failure_message="draw_sweep must show every run as a dot and the means as a line, with a logarithmic axis of values and two labels, and return the axes.")
def test_sweep_is_drawn(draw_sweep):
    from torchgrade import checks
    table = {0.01: [0.5, 0.75, 0.625], 1.0: [0.0, 0.125, 0.625], 0.1: [0.5, 0.5625, 0.625]}
    checks.stateless(draw_sweep, table, what='draw_sweep')
    axes = checks.unchanged(draw_sweep, table, what='draw_sweep')
    assert axes is not None, 'draw_sweep must return the axes'
    checks.equal(str(axes.get_xscale()), 'log', what='The scale of the values')
    assert str(axes.get_xlabel()).strip() and str(axes.get_ylabel()).strip(), 'an axis has no label'
    nothing = ('None', 'none', '', ' ')

    def drawn(axes):
        points, lines = (set(), [])
        for line in axes.get_lines():
            pairs = [(round(float(x), 6), round(float(y), 6)) for x, y in zip(line.get_xdata(), line.get_ydata())]
            if str(line.get_linestyle()) not in nothing:
                lines.append(sorted(pairs))
            if str(line.get_marker()) not in nothing:
                points.update(pairs)
        for dots in axes.collections:
            points.update(((round(float(x), 6), round(float(y), 6)) for x, y in dots.get_offsets()))
        return (points, lines)
    means = [(0.01, 0.625), (0.1, 0.5625), (1.0, 0.25)]
    other = {2.0: [0.5, 0.25, 0.4375, 0.3125, 0.375], 20.0: [0.75, 0.5, 0.6875, 0.5625, 0.625]}
    for plot, shown, line in ((axes, table, means), (draw_sweep(other), other, [(2.0, 0.375), (20.0, 0.625)])):
        points, lines = drawn(plot)
        low, high = sorted((float(limit) for limit in plot.get_ylim()))
        for value, runs in shown.items():
            assert all(((value, run) in points for run in runs)), 'a run has no dot in the plot'
            assert all((low <= run <= high for run in runs)), 'a run lies outside of the plot'
        assert line in lines, 'the means are no line of the plot'
    assert means not in lines, 'each table needs a plot of its own'

@test_case(points=1, hidden=True, 
    failure_message="One of the verdicts on the measured sweeps is wrong. Your function tells what the table bears out, and it need not be what one would like.")
def test_verdicts_on_measured_sweeps(rate_verdict, slow_verdict, guessing_rates, decay_verdict, worst_decay):
    import math
    import statistics
    from cifar10_training_helpers import MEASURED
    from torchgrade import checks
    rates, decays = (MEASURED['learning rate'], MEASURED['weight decay'])

    def rule(first, second):
        error = math.sqrt(statistics.variance(first) / len(first) + statistics.variance(second) / len(second))
        apart = statistics.mean(first) - statistics.mean(second)
        return "can't be ranked" if abs(apart) <= 3 * error else 'first' if apart > 0 else 'second'
    checks.equal(rate_verdict, rule(rates[0.05], rates[0.01]), what='rate_verdict')
    checks.equal(slow_verdict, rule(rates[0.001], rates[0.01]), what='slow_verdict')
    checks.equal(decay_verdict, rule(decays[0.0001], decays[0.0]), what='decay_verdict')
    chance = [rate for rate, runs in rates.items() if statistics.mean(runs) < 0.15]
    checks.equal(sorted(checks.numbers(guessing_rates, what='guessing_rates')), sorted(chance), what='guessing_rates')
    last = [decay for decay in decays if all((rule(decays[decay], runs) == 'second' for other, runs in decays.items() if other != decay))]
    checks.equal(worst_decay, (last or ["can't be ranked"])[0], what='worst_decay')

@test_case(points=1, hidden=True, 
    failure_message="epochs_below or fair is wrong. Compare epoch by epoch; and what may differ in a comparison that is to show what batch norm does?")
def test_batch_norm_at_a_large_rate(epochs_below, fair):
    from cifar10_training_helpers import MEASURED
    from torchgrade import checks
    losses = MEASURED['loss at 0.1']
    below = sum((a < b for a, b in zip(losses['batch norm'], losses['none'])))
    checks.close(epochs_below, below, rtol=0, atol=0, what='epochs_below')
    checks.equal(checks.choice(fair, 'abc', what='fair'), 'b', what='fair')

