"""Found with the functions of the lab.

question: q12_l2
fails: none
"""
two, none = torch.tensor([2.0], dtype=torch.float64), torch.zeros(1, dtype=torch.float64)
after_sgd_l2 = sgd_momentum(two, 0.01 * two, {"learning_rate": 0.1, "momentum": 0.0})[0]
after_adam_l2 = adam(two, 0.01 * two, {"learning_rate": 0.1})[0]
after_adamw = with_decay(adam)(two, none, {"learning_rate": 0.1, "weight_decay": 0.01})[0]
after_adam_l2_large = adam(two, 0.1 * two, {"learning_rate": 0.1})[0]
