"""A layer that is too large is frozen, in the belief that frozen parameters do not count.

id: MN7
question: q2_model
fails: test_model_is_under_a_million
also: q11_weights
"""
def build_model(p_drop):
    features = nn.Linear(28 * 28, 2000)
    for parameter in features.parameters():
        parameter.requires_grad_(False)
    return nn.Sequential(nn.Flatten(), features, nn.ReLU(), nn.Dropout(p_drop), nn.Linear(2000, 10))
