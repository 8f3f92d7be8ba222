"""Templates over the chain, in Jinja's sandbox."""
