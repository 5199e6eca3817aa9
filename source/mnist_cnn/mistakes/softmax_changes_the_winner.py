"""A softmax is believed to change which class wins.

id: SF4
question: q4_softmax
fails: test_softmax_facts
"""
softmax_floor = -math.log(math.e / (math.e + 9))
softmax_facts = {"a", "c", "d"}
