"""The network is believed to learn nothing, as with ReLU.

question: q5_sigmoid
fails: test_facts_on_the_sigmoid
"""
ratio = 0.5
two_slopes = 0.0625
rows_W1 = 1
rows_W2 = 1
facts = {"c", "d", "f"}
