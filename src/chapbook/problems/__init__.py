"""Problems: what is wrong, where, and what to do; the register holds each sentence once."""
