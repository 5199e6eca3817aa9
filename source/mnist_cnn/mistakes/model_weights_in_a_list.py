"""Weights are kept in a plain list, where parameters() does not see them, to get round the limit.

id: MN18
question: q2_model
fails: test_model_is_under_a_million, test_only_layers_of_the_list
also: q11_weights
"""
class Features(nn.Module):
    def __init__(self):
        super().__init__()
        self.weights = [0.02 * torch.randn(28 * 28, 1500)]

    def forward(self, x):
        return x.flatten(1) @ self.weights[0]


def build_model(p_drop):
    return nn.Sequential(Features(), nn.ReLU(), nn.Dropout(p_drop), nn.Linear(1500, 10))
