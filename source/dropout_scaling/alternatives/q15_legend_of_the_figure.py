"""The state machine of pyplot; the legend belongs to the figure.

question: q15_plot
fails: none
"""
def draw_losses(losses, test_loss):
    import matplotlib.pyplot as plt

    figure = plt.figure(figsize=(6, 4))
    plt.plot(np.arange(len(losses)) + 1, losses.numpy(), "o-", label="averages")
    plt.plot([1, len(losses)], [test_loss, test_loss], "k--", label="test mode")
    plt.xscale("log", base=2)
    plt.xlabel("runs")
    plt.ylabel("loss")
    figure.legend(loc="upper right")
    return plt.gca()
