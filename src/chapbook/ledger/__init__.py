"""Desk: what each sentence rests on, and every sentence that a fact or a source holds up."""
