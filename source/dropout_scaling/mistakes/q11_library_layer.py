"""nn.Dropout stands where the layer of question 10 should.

question: q11_network
fails: test_network_uses_your_layer
"""
def build_net(p_drop):
    return nn.Sequential(
        nn.Flatten(),
        nn.Linear(784, 256),
        nn.ReLU(),
        nn.Dropout(p_drop),
        nn.Linear(256, 256),
        nn.ReLU(),
        nn.Dropout(p_drop),
        nn.Linear(256, 10),
    )
