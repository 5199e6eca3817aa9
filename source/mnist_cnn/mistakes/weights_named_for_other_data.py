"""The weights are written with the name of another data set in them.

id: WT4
question: q11_weights
fails: test_weights_fit_the_model
"""
final_rate = 0.3
model = build_model(final_rate)
file = f"weights/mnist_cnn_{choice.name}.safetensors"
torchgrade.load_weights(model, file)
torchgrade.save_weights(model, file, dataset="cifar10", notes={"p_drop": final_rate})
