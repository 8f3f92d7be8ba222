"""Stage 7, finish: one proof becomes the file that each job ticket asks for."""
