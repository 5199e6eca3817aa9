"""Both losses computed by PyTorch, as tensors.

question: q9_before_training
fails: none
"""
chance_loss = F.cross_entropy(torch.zeros(1, 10), torch.tensor([3]))
softmax_floor = F.cross_entropy(F.one_hot(torch.tensor([0]), 10).float(), torch.tensor([0]))
surface = frozenset({"a", "c"})
