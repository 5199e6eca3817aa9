"""The pair of figure and axes is returned.

question: q15_plot
fails: test_figure_can_be_read
"""
def draw_losses(losses, test_loss):
    import matplotlib.pyplot as plt
    fig, axis = plt.subplots()
    axis.plot(range(1, len(losses) + 1), losses, label="runs")
    axis.axhline(test_loss, color="black", label="test mode")
    axis.set(xscale="log", xlabel="runs", ylabel="loss")
    axis.legend()
    return fig, axis
