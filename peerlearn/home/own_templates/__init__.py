"""An organization's own program templates: saved from a program, looked at, changed, put away."""
