"""The nouns that flow from stage to stage; none of them opens a file or asks a clock."""
