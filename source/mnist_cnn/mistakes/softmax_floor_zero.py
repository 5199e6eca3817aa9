"""A perfect classifier is believed to have loss 0, softmax or not.

id: SF1
question: q4_softmax
fails: test_softmax_floor, test_softmax_facts
"""
softmax_floor = 0.0
softmax_facts = {"b", "c", "d"}
