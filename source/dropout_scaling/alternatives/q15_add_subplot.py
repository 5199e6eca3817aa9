"""add_subplot, labels handed to legend.

question: q15_plot
fails: none
"""
def draw_losses(losses, test_loss):
    import matplotlib.pyplot as plt

    ax = plt.figure().add_subplot(111)
    (curve,) = ax.semilogx([i + 1 for i, _ in enumerate(losses)], [float(v) for v in losses])
    line = ax.axhline(y=float(test_loss), ls=":")
    ax.legend([curve, line], ["average", "test mode"], loc="best")
    ax.set_xlabel("runs")
    ax.set_ylabel("loss")
    plt.show()
    return ax
