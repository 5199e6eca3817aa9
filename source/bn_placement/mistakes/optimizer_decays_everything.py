"""model.parameters() is handed over, so weight decay acts on all parameters.

id: WO1
question: q7_optimizer
fails: test_optimizer_decays_only_weights
"""
def make_optimizer(model, lr, weight_decay):
    return torch.optim.SGD(model.parameters(), lr=lr, momentum=0.9, weight_decay=weight_decay)
