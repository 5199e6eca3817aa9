"""Labels are set, but empty.

question: q15_plot
fails: test_figure_can_be_read
hint: A label of spaces is none.
"""
def draw_losses(losses, test_loss):
    import matplotlib.pyplot as plt
    _, ax = plt.subplots()
    ax.plot(range(1, len(losses) + 1), losses, label="average")
    ax.axhline(test_loss, color="gray", label="test mode")
    ax.set(xscale="log", xlabel=" ", ylabel=" ")
    ax.legend()
    return ax
