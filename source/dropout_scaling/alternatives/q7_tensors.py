"""Tensors of one value. The letters come as a list.

question: q7_mismatch
fails: none
"""
growth = torch.tensor(8.0)
remedies = list("eab")
