"""Results of right and wrong work with other seeds for the tests' random inputs."""
