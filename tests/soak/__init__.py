"""Long runs that CI runs small."""
