"""The nouns that flow from stage to stage, without a file and without a clock."""
