"""The proof sheet: what is fine and what is missing in an edition."""
