"""Reading level: the published formula of each language, over the running text of an edition."""
