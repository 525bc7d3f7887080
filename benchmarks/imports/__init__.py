"""Large exports: time, memory, and whether a second import changes anything."""
