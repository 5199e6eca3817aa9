"""A subclass of nn.SiLU.

question: q4_swish
fails: none
"""
class Swish(nn.SiLU):
    pass
