"""The measurements. Each module has one function from a Bench to figures; registry.py lists them."""
