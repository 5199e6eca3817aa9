"""The curve is the smallest loss so far.

question: q15_plot
fails: test_curve_of_the_losses
"""
def draw_losses(losses, test_loss):
    import matplotlib.pyplot as plt
    _, axis = plt.subplots()
    axis.plot(range(1, len(losses) + 1), torch.cummin(torch.as_tensor(losses), 0).values, label="runs")
    axis.axhline(test_loss, color="black", label="test mode")
    axis.set(xscale="log", xlabel="runs", ylabel="loss")
    axis.legend()
    return axis
