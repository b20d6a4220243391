"""Work sheets: prefilled workbooks that are filled offline and come back, one row one command."""
