"""No more than a hundred runs are drawn.

question: q15_plot
fails: test_curve_of_the_losses
hint: Draw all the losses, however many there are.
"""
def draw_losses(losses, test_loss):
    import matplotlib.pyplot as plt
    _, ax = plt.subplots()
    losses = losses[:100]
    ax.plot(range(1, len(losses) + 1), losses, label="average")
    ax.axhline(test_loss, color="gray", label="test mode")
    ax.set(xscale="log", xlabel="runs", ylabel="loss")
    ax.legend()
    return ax
