"""Scripts of the Makefile: what sets up and checks a checkout. Not part of the product."""
