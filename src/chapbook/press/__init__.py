"""Delivery: from typeset pages to the file, the sheet and the paper that a job ticket asks for."""
