"""semilogx draws the curve, and the line is a curve of constant height.

question: q15_plot
fails: none
"""
def draw_losses(losses, test_loss):
    import matplotlib.pyplot as plt
    runs = np.arange(len(losses)) + 1
    plt.figure()
    plt.semilogx(runs, np.asarray(losses), "o-", label="Monte Carlo")
    plt.plot(runs, np.full(len(losses), test_loss), label="test mode")
    plt.xlabel("runs")
    plt.ylabel("loss")
    plt.legend(loc="best")
    return plt.gca()
