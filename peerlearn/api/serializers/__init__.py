"""What things look like in JSON, and what a body may say. No rules: the apps' actions have them."""
