"""The other hand: whether a PDF, whoever made it, is what a job ticket asks for."""
