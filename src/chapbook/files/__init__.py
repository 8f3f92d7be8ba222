"""What lies on disk: the chain of roots, YAML with its places, typefaces, files written whole or not at all."""
