"""PyTorch is believed to notice that the input is a probability already.

id: SF5
question: q4_softmax
fails: test_softmax_facts
"""
softmax_floor = -math.log(math.e / (math.e + 9))
softmax_facts = {"c", "d", "e"}
