"""The processes that do the work: of this machine or of many, within the limits of what a project may cost."""
