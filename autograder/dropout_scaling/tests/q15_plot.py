from otter.test_files import test_case

OK_FORMAT = False

name = "q15_plot"
points = 3

@test_case(points=1, hidden=False, 
    failure_message="draw_losses should return axes with a label on both axes and a legend, and a horizontal axis that is logarithmic.")
def test_figure_can_be_read(draw_losses):
    import torch
    axis = draw_losses(torch.tensor([0.9, 0.7, 0.6]), 0.5)
    drawn_on = axis is not None and hasattr(axis, 'get_xlabel')
    assert drawn_on, 'draw_losses should return the axes that it drew on (not the figure).'
    assert axis.get_xlabel().strip() and axis.get_ylabel().strip(), 'An axis has no label.'
    assert axis.get_xscale() == 'log', 'The horizontal axis should be logarithmic.'
    legends = [axis.get_legend(), *axis.get_figure().legends]
    legends = [legend for legend in legends if legend is not None]
    assert legends, 'There is no legend.'
    names = {text.get_text().strip() for legend in legends for text in legend.get_texts()}
    assert len(names - {''}) >= 2, 'The legend should name the curve and the line.'

@test_case(points=1, hidden=True, 
    failure_message="The curve should have the number of runs on the horizontal axis, from 1 on, and the losses on the vertical axis.")
def test_curve_of_the_losses(draw_losses):
    from torchgrade import checks
    import numpy as np
    import torch
    falling = [0.5 + 1 / n for n in range(1, 121)]
    made_up = ([0.9025, 0.7, 0.6519, 0.61], [2.0, 1.5], falling, [0.8, 0.6, 0.7, 0.65, 0.9])
    for losses in (torch.tensor(values) for values in made_up):
        axis = draw_losses(losses, 0.5)
        curves = [(np.asarray(line.get_xdata(), dtype=float), np.asarray(line.get_ydata(), dtype=float)) for line in axis.get_lines()]
        found = [x for x, y in curves if len(y) == len(losses) and np.allclose(y, losses.numpy())]
        assert found, 'No line of the figure has the losses on its vertical axis.'
        runs = [float(n) for n in range(1, len(losses) + 1)]
        checks.close([float(n) for n in found[0]], runs, what='the numbers of runs on the curve')
        (left, right), (low, high) = (sorted(axis.get_xlim()), sorted(axis.get_ylim()))
        inside = left <= 1 and len(losses) <= right and (low <= 0.5) and (losses.max() <= high)
        assert inside, 'A part of the curve, or the line, lies outside of the axes.'

@test_case(points=1, hidden=True, 
    failure_message="A horizontal line should stand at test_loss, and every call should draw a figure of its own.")
def test_line_of_test_mode(draw_losses):
    import numpy as np
    import torch
    losses = torch.tensor([0.9, 0.7, 0.65, 0.61])
    for level in (0.5, 0.8375):
        axis = draw_losses(losses, level)
        lines = axis.get_lines()
        assert len(lines) >= 2, 'The figure should have a curve and a horizontal line.'
        heights = [np.asarray(line.get_ydata(), dtype=float) for line in lines]
        flat = [y for y in heights if len(y) > 1 and np.allclose(y, level)]
        assert len(flat) == 1, 'One horizontal line should stand at test_loss.'
        rest = [y for y in heights if len(y) == 4 and (not np.allclose(y, level))]
        assert len(rest) == 1, 'The figure holds more than one curve: draw into a new figure.'

