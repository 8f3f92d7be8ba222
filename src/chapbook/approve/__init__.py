"""Desk: who approved what, by the hash of exactly what was approved; a later change lapses it."""
