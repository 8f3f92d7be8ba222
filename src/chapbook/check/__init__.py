"""Stage 2, check: everything that is wrong with a project, each fault with its place and its remedy."""
