"""What an edition says, line by line: the one reader of manuscripts."""
