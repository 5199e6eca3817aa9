"""What right and wrong work shows under other seeds of the tests' random inputs."""
