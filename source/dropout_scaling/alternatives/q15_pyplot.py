"""All with pyplot functions, a line by plot.

question: q15_plot
fails: none
"""
import matplotlib.pyplot as plt


def draw_losses(losses, test_loss):
    plt.figure(figsize=(6, 4))
    ks = np.arange(len(losses)) + 1
    plt.plot(ks, np.array(losses), "o-", label="mean of k runs")
    plt.plot([ks[0], ks[-1]], [test_loss, test_loss], "k--", label="test mode")
    plt.xscale("log")
    plt.xlabel("number of runs")
    plt.ylabel("cross-entropy loss")
    plt.title("Averages of thinned networks")
    plt.legend()
    plt.grid(True)
    return plt.gca()
