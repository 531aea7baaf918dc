"""Setting a program up by our proposals: one page, one button, each step by its usual action."""
