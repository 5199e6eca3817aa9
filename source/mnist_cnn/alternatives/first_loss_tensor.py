"""The loss is computed with PyTorch, from scores that are all equal.

id: control
question: q3_first_loss
fails: none
"""
first_loss = nn.functional.cross_entropy(torch.zeros(1, 10), torch.tensor([0]))
first_accuracy = np.float32(0.1)
