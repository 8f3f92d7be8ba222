"""Stage 1, load: the files of a chain become a project, every fault with its place."""
