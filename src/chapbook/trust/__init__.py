"""Trust: what a text rests on, what its pages say, how it reads, and who approved it."""
