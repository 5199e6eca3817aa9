"""The line stands at the rounded loss.

question: q15_plot
fails: test_line_of_test_mode
hint: The line stands at test_loss itself; round a number only where you print it.
"""
def draw_losses(losses, test_loss):
    import matplotlib.pyplot as plt
    _, ax = plt.subplots()
    ax.plot(range(1, len(losses) + 1), losses, label="average")
    ax.axhline(round(test_loss, 1), color="gray", label="test mode")
    ax.set(xscale="log", xlabel="runs", ylabel="loss")
    ax.legend()
    return ax
