"""Who mentors whom: an exact proposal with reasons and a certificate. Pure; nothing here decides or writes."""
