from otter.test_files import test_case

OK_FORMAT = False

name = "q11_sweep"
points = 6

@test_case(points=1, hidden=False, 
    failure_message="sweep should return a profile for each scale, and twice the scale gives twice as much after one layer of ReLU.")
def test_sweep_has_a_profile_for_each_scale(sweep):
    from torchgrade import checks
    scales = (0.10345, 0.2069)
    profiles = checks.returns(sweep, scales, 3, 20, 30, type=dict, what='sweep')
    checks.equal(set(profiles), set(scales), what='The scales of the profiles')
    one, two = (checks.numbers(profiles[scale][0], 3, what='forward') for scale in scales)
    checks.close(two[0], 2 * one[0], rtol=0.001, atol=0.0, what='the first activations with twice the scale')

@test_case(points=2, hidden=True, 
    failure_message="sweep draws weights, inputs or errors of another size or number than it should, or other ones for each scale.")
def test_sweep_measures_what_it_should(sweep):
    import torch
    from torchgrade import checks
    scales = (0.02, 0.04, 0.32)
    for depth, width in ((4, 300), (2, 500)):
        profiles = sweep(scales, depth, width, 100)
        base = [checks.numbers(values, depth, what='a profile') for values in profiles[0.02]]
        checks.close(base[0][0], 0.584 * 0.02 * width ** 0.5, rtol=0.1, atol=0.0, what='the first activations')
        checks.close(base[1][-1], 1.0, rtol=0.04, atol=0.0, what='the gradient at the end')
        checks.close(base[1][-2], 0.707 * 0.02 * width ** 0.5, rtol=0.16, atol=0.0, what='the gradient one layer before the end')
        for scale, factor in ((0.04, 2.0), (0.32, 16.0)):
            forward, backward = profiles[scale]
            for n in range(depth):
                checks.close(float(forward[n]), base[0][n] * factor ** (n + 1), rtol=0.01, atol=0.0, what='the activations with a larger scale')
                checks.close(float(backward[n]), base[1][n] * factor ** (depth - 1 - n), rtol=0.01, atol=0.0, what='the gradients with a larger scale')

@test_case(points=1, hidden=True, 
    failure_message="sweep must follow its seed, use its activation and its number of examples, and leave the global generators alone.")
def test_sweep_follows_seed_and_activation(sweep):
    import torch
    from torchgrade import checks
    told = 0
    for seed in range(20):
        profile = sweep((1.0,), 2, 1, 20000, torch.relu, seed)[1.0]
        (first, second), (before, last) = ([float(v) for v in values] for values in profile)
        if second > 0:
            told += 1
            checks.close(before * first / (second * last), 0.707, rtol=0.08, atol=0.0, what='the share of the error that one unit lets through')
    assert told, 'Weights should be positive as often as negative.'
    first = checks.stateless(sweep, (0.1, 3.0), 3, 20, 30, torch.tanh, 5, no_draws=True, what='sweep')
    for scale in (0.1, 3.0):
        assert all((0 < value < 1 for value in first[scale][0])), 'tanh lies between -1 and 1.'
        assert float(first[scale][0][0]) != float(sweep((scale,), 3, 20, 30, torch.tanh, 6)[scale][0][0]), 'Another seed should give other numbers.'
        assert float(first[scale][0][0]) != float(sweep((scale,), 3, 20, 30, torch.relu, 5)[scale][0][0]), 'Another activation should give other numbers.'
    assert float(first[0.1][0][0]) != float(sweep((0.1,), 3, 20, 31, torch.tanh, 5)[0.1][0][0]), 'Another number of examples should give other numbers.'
    line = [float(value) for value in sweep((1.0,), 4, 1, 50, torch.clone)[1.0][0]]
    ratios = {round(after / before, 4) for before, after in zip(line, line[1:])}
    assert len(ratios) > 1, 'Each layer should have weights of its own.'
    assert first[3.0][0][0] > 0.8, 'Large weights should drive tanh to its ends.'

@test_case(points=2, hidden=True, 
    failure_message="The figure should have a line for each scale on both axes, over the layers 1, 2, ..., logarithmic upwards, with labels and a legend.")
def test_figure_of_the_profiles(draw_profiles):
    import re
    import numpy as np
    from torchgrade import checks
    made_up = ({0.1: ([0.5, 0.2, 0.1], [3.0, 2.0, 1.0]), 0.2: ([4.0, 5.0, 6.0], [0.7, 0.8, 0.9])}, {0.5: ([1.0, 2.0], [4.0, 3.0])}, {0.05: ([0.5, 0.2], [3.0, 2.0]), 0.3: ([4.0, 5.0], [0.7, 0.8]), 0.01: ([0.1, 0.3], [0.2, 0.6])})
    for profiles, (left, right) in [(profiles, checks.unchanged(draw_profiles, profiles, what='draw_profiles')) for profiles in made_up]:
        for axis, which in ((left, 0), (right, 1)):
            assert axis.get_xlabel() and axis.get_ylabel(), 'An axis has no label.'
            assert axis.get_yscale() == 'log', 'The vertical axes should be logarithmic.'
            lines = [(np.asarray(line.get_xdata(), dtype=float), np.asarray(line.get_ydata(), dtype=float)) for line in axis.get_lines()]
            assert len(lines) == len(profiles), 'There should be one line for each scale on both axes, in a figure of its own.'
            for profile in profiles.values():
                found = [x for x, y in lines if len(y) == len(profile[which]) and np.allclose(y, profile[which])]
                assert found, 'No line shows the values of a scale.'
                checks.close([float(n) for n in found[0]], [float(n + 1) for n in range(len(profile[which]))], what='the numbers of the layers')
        assert left.get_position().x0 < right.get_position().x0, 'The two axes should stand side by side.'
        legend = left.get_legend()
        assert legend is not None and len(legend.get_texts()) == len(profiles), 'The legend should name each scale.'
        for text, sample in zip(legend.get_texts(), legend.get_lines()):
            found = re.findall('\\d*\\.?\\d+(?:e-?\\d+)?', text.get_text())
            named = [s for s in profiles if any((abs(float(n) / s - 1) < 0.02 for n in found))]
            assert named, 'The legend should name each scale.'
            look, *looks = ([str(line.get_color()), str(line.get_linestyle()), str(line.get_marker())] for line in (sample, *left.get_lines()))
            shown = [np.asarray(line.get_ydata(), dtype=float) for line, its in zip(left.get_lines(), looks) if its == look]
            assert any((np.allclose(values, profiles[named[0]][0]) for values in shown)), 'The legend should name for each line the scale that it shows.'

