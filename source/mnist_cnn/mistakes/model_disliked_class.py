"""The last bias starts with a dislike of one class.

question: q2_model
fails: test_fresh_model_starts_near_ln_10
also: q11_weights
"""
def build_model(p_drop):
    net = nn.Sequential(nn.Conv2d(1, 16, 3, padding=1), nn.ReLU(), nn.MaxPool2d(4), nn.Flatten(), nn.Dropout(p_drop), nn.Linear(784, 10))
    with torch.no_grad():
        net[-1].bias[3] = -4.0
    return net
