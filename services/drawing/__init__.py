"""A township as a picture: who stands for which village, who mentors whom, what is missing. Pure."""
