"""The axes are not returned.

question: q15_plot
fails: test_figure_can_be_read, test_curve_of_the_losses, test_line_of_test_mode
"""
def draw_losses(losses, test_loss):
    import matplotlib.pyplot as plt
    _, axis = plt.subplots()
    axis.plot(np.arange(1, len(losses) + 1), losses, label="average")
    axis.axhline(test_loss, color="gray", label="test mode")
    axis.set_xscale("log")
    axis.set_xlabel("runs")
    axis.set_ylabel("loss")
    axis.legend()
