"""What programs decide: no query, no request, no clock."""
