"""Clear writing: the rules, and the items of PEMAT-P and the CDC Index that they decide."""
