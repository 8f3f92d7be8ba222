"""Copies for one family: what a finished PDF keeps room for is stamped into it, without setting a page again."""
