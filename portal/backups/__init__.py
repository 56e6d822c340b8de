"""The whole site in one file: made while people edit, checked, encrypted if wished, put back."""
