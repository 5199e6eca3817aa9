"""The vertical axis ends at 1, whatever the losses are.

question: q15_plot
fails: test_curve_of_the_losses
hint: With fixed limits a part of the curve may lie outside of the picture.
"""
def draw_losses(losses, test_loss):
    import matplotlib.pyplot as plt
    _, ax = plt.subplots()
    ax.plot(range(1, len(losses) + 1), losses, label="average")
    ax.axhline(test_loss, color="gray", label="test mode")
    ax.set(xscale="log", xlabel="runs", ylabel="loss", ylim=(0, 1))
    ax.legend()
    return ax
