"""A subclass of nn.Sequential.

question: q3_simple_nn
fails: none
except: test_plain_weights_fit, test_plain_network_has_learnt, test_plain_network_is_near_the_goal, test_plain_network_reaches_the_goal, test_better_weights_fit, test_better_network_has_learnt, test_better_network_is_near_the_goal, test_better_network_reaches_the_goal
cell: SimpleNN
"""
class SimpleNN(nn.Sequential):
    def __init__(self, batch_norm=False, activation=nn.ReLU):
        super().__init__()
        channels = [3, 8, 16]
        for i, size in enumerate((5, 3)):
            self.add_module(f"conv{i}", nn.Conv2d(channels[i], channels[i + 1], size))
            if batch_norm:
                self.add_module(f"norm{i}", nn.BatchNorm2d(channels[i + 1]))
            self.add_module(f"act{i}", activation())
            self.add_module(f"pool{i}", nn.MaxPool2d(2))
        self.add_module("flat", nn.Flatten())
        widths = (576, 120, 84, 10)
        for i in range(3):
            self.add_module(f"fc{i}", nn.Linear(widths[i], widths[i + 1]))
            if i < 2:
                self.add_module(f"act_fc{i}", activation())
