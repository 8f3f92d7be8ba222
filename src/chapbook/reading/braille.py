def brf(*a): return b""
