"""The network expects images that are already flat, (N, 784).

id: MN17
question: q2_model
fails: test_model_gives_ten_scores
also: q11_weights
"""
def build_model(p_drop):
    return nn.Sequential(
        nn.Linear(784, 256),
        nn.ReLU(),
        nn.Dropout(p_drop),
        nn.Linear(256, 10),
    )
