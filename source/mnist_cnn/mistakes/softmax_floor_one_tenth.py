"""The zeros are forgotten to be exponentiated to ones, so the result is the loss of a uniform guess.

id: SF3
question: q4_softmax
fails: test_softmax_floor
"""
softmax_floor = -math.log(1 / 10)
softmax_facts = {"c", "d"}
