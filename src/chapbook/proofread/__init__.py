"""Stage 6, proofread: the pages read back by where their letters stand, against what the edition says."""
