"""The runs are counted from zero, which a logarithmic axis cannot show.

question: q15_plot
fails: test_curve_of_the_losses
"""
def draw_losses(losses, test_loss):
    import matplotlib.pyplot as plt
    _, axis = plt.subplots()
    axis.plot(losses, label="average")
    axis.axhline(test_loss, color="gray", label="test mode")
    axis.set_xscale("log")
    axis.set_xlabel("runs")
    axis.set_ylabel("loss")
    axis.legend()
    return axis
