"""What `yumiao export` prints: the roster, one page a village or a person, the audit; in words, ready to sign."""
