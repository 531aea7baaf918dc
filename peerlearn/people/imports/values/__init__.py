"""What a cell says: one module for each kind of value. Each returns a value or a Problem."""
