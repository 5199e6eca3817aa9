"""The first loss is believed to reveal the additional softmax.

id: SF6
question: q4_softmax
fails: test_softmax_facts
"""
softmax_floor = -math.log(math.e / (math.e + 9))
softmax_facts = {"c"}
