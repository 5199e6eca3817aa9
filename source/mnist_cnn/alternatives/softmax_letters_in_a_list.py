"""The letters in a list, the floor of PyTorch's own loss.

question: q4_softmax
fails: none
"""
softmax_floor = nn.CrossEntropyLoss()(torch.eye(10)[:1], torch.tensor([0]))
softmax_facts = ["d", "c"]
