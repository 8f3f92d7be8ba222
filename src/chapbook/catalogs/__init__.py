"""Catalogs: what every message says in each language, and what there is to translate."""
