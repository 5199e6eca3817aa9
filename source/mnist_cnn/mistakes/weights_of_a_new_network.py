"""The weights of a network that build_model has just made are saved over those of the trained one.

id: WT2
question: q11_weights
fails: test_network_has_learnt, test_network_reaches_the_accuracy_asked_for
"""
final_rate = 0.3
model = build_model(final_rate)
torchgrade.save_weights(model, f"weights/mnist_cnn_{choice.name}.safetensors", dataset=choice.name, notes={"p_drop": final_rate})
