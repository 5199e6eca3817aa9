"""The momentum steps are simulated; the letters come in a list.

question: q14_shrink
fails: none
"""
velocity, gamma_left = 0.0, torch.tensor(1.0)
for step in range(12 * 23):
    velocity = 0.9 * velocity + 0.02 * gamma_left
    gamma_left = gamma_left - 0.02 * velocity
harmless = ["f", "b", "a"]
