"""Lists of people that come in: stored, compared with the register, reviewed, entered all or nothing, undone."""
