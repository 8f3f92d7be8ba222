"""A packet: one booklet made for where a family is now, of blocks that several titles have."""
