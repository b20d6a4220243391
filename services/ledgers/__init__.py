"""From a messy sheet to checked rows: headers by meaning, values by kind, every defect with a code of its own."""
