"""Stage 5, typeset: templates filled in become pages."""
