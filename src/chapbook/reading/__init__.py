"""Other ways to read: the same text for a phone, for any screen reader, to paste into a message, for fingers."""
