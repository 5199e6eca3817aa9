"""The optimiser is thought to learn the missing scale, as if test time were the network that it trained.

id: Q51
question: q7_mismatch
fails: test_remedies_that_agree
"""
growth = 8.0
remedies = {"a", "b", "d", "e"}
