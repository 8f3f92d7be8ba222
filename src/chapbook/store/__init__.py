"""Stage 8, store: finished files, their manifest and the memory of what they were made from."""
