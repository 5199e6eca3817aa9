"""Every call draws into the same axes.

question: q15_plot
fails: test_line_of_test_mode
"""
def draw_losses(losses, test_loss):
    import matplotlib.pyplot as plt
    axis = plt.gca()
    axis.plot(np.arange(1, len(losses) + 1), losses, label="average")
    axis.axhline(test_loss, color="gray", label="test mode")
    axis.set_xscale("log")
    axis.set_xlabel("runs")
    axis.set_ylabel("loss")
    axis.legend()
    return axis
