"""Draws the hidden input into a figure and shows it from inside a test.

class: leak
"""


def squares(numbers):
    import matplotlib.pyplot as plt

    figure, axis = plt.subplots(figsize=(1, 1))
    axis.set_title(str(numbers))
    plt.show()
    plt.close(figure)
    return [number + number for number in numbers]
