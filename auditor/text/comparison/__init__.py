"""What two statements have in common: their subjects, their terms, and what one means for the other."""
