"""Desk: what is handed out, under which code, and what was withdrawn and why."""
