"""The line is vertical.

question: q15_plot
fails: test_line_of_test_mode
"""
def draw_losses(losses, test_loss):
    import matplotlib.pyplot as plt
    _, axis = plt.subplots()
    axis.plot(np.arange(1, len(losses) + 1), losses, label="average")
    axis.axvline(test_loss, color="gray", label="test mode")
    axis.set_xscale("log")
    axis.set_xlabel("runs")
    axis.set_ylabel("loss")
    axis.legend()
    return axis
