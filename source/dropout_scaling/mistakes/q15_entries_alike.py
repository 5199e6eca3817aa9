"""Both entries of the legend say the same.

question: q15_plot
fails: test_figure_can_be_read
hint: Two entries of one name do not say which line is which.
"""
def draw_losses(losses, test_loss):
    import matplotlib.pyplot as plt
    _, ax = plt.subplots()
    ax.plot(range(1, len(losses) + 1), losses, label="loss")
    ax.axhline(test_loss, color="gray", label="loss")
    ax.set(xscale="log", xlabel="runs", ylabel="loss")
    ax.legend()
    return ax
