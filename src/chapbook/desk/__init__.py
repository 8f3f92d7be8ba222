"""The nurse's desk in the browser: find a built paper, write one family's names and days on it, hand it over."""
