"""A running mean smooths the curve.

question: q15_plot
fails: test_curve_of_the_losses
"""
def draw_losses(losses, test_loss):
    import matplotlib.pyplot as plt
    _, axis = plt.subplots()
    l = torch.as_tensor(losses, dtype=torch.float64)
    axis.plot(range(1, len(l) + 1), l.cumsum(0) / torch.arange(1, len(l) + 1), label="runs")
    axis.axhline(test_loss, color="black", label="test mode")
    axis.set(xscale="log", xlabel="runs", ylabel="loss")
    axis.legend()
    return axis
