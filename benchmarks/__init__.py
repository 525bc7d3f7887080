"""What was measured, and how: one folder per benchmark, each with one command. Not part of the installed tool."""
