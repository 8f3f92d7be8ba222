"""The same text without pages: for a phone, for any screen reader, to paste into a message, for fingers."""
