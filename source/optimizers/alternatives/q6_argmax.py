"""The longest step by an argmax, as a tensor.

question: q6_correction
cell: longest
fails: none
"""
t = torch.arange(1, 101, dtype=torch.float64)
lengths = 0.1 * (1 - 0.9**t) / (1 - 0.999**t).sqrt()
first_corrected, first_uncorrected = 0.1, lengths[0]
guess = "too long"
longest = lengths.argmax() + 1
